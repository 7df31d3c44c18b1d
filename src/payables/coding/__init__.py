"""Which dimensions a line belongs to: rules, required dimensions, and what was learned from lines that people coded."""
