"""The review page: one invoice beside its paper, and everything that is done to it."""
