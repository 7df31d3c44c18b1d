"""One business verb, one file."""
