"""What is done in purchasing, one verb each."""
