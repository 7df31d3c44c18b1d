"""The child process of a document and the small parent that forks it."""
