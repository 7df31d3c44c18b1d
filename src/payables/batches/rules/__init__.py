"""Pure decisions about batches."""
