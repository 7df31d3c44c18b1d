"""Pure decisions of capture."""
