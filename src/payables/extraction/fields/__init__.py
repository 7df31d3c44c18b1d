"""Header fields: typed candidates and one file of label rules per field."""
