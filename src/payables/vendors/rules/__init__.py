"""Pure decisions about vendors."""
