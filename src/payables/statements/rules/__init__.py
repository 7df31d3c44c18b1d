"""Pure decisions about statements."""
