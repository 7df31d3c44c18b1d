"""Asynchronous bulk work: what was asked for, how far it is, what became of each task."""
