"""Pure decisions of purchasing."""
