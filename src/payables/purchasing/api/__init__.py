"""Routes of purchasing, by what they are about."""
