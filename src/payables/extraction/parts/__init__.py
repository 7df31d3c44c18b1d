"""Several documents in one file: where each begins, and the reading of each."""
