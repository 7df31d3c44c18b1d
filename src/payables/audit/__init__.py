"""The append-only trail: who, what, when, before, after."""
