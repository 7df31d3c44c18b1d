"""What statements tell the worker."""

# A file came whose lines have to be read: {"account_id", "statement_id"}.
STATEMENT_RECEIVED = "statements.read"
