"""Composition root: the ASGI application, the worker, the command line, and what wires events to jobs."""
