"""What is done with statements, one verb each."""
