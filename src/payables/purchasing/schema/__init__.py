"""API shapes of purchasing, by what they are about."""
