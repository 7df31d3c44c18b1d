"""Pure decisions about comments."""
