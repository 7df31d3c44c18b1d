"""What of a request is shown, and how many wait to be written."""
