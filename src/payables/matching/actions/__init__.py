"""What is done in matching, one verb each."""
