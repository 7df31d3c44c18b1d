"""Pure decisions about secrets and roles."""
