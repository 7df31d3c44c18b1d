"""RapidOCR with the models of its wheel."""
