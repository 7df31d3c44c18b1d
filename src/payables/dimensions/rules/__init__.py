"""Pure decisions about dimensions."""
