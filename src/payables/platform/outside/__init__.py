"""What is fetched from hosts that somebody else names."""
