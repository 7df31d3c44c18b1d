"""The org file: a YAML description of accounts, as `payables provision` takes it."""
