"""Pure decisions: which rule wins, what was learned, what is missing."""
