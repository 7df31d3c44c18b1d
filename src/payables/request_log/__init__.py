"""What was asked of the API with each key, and what it answered: a log for integrators. The audit trail is the record."""
