"""Pure decisions about files of rows."""
