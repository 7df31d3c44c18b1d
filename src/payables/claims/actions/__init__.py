"""What is done with claims, one verb each."""
