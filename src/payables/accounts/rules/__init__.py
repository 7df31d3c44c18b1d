"""Pure decisions about the account structure."""
