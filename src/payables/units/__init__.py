"""Units of measure and packs ("6/10#", "CS", "12.0/16 OZ"): what they mean, and how many of one make another."""
