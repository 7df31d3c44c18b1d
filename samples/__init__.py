"""Makes the sample invoices of the demo and of the tests: the same bytes on every run, with exact truth beside them.

Run `python -m samples` at the repository root. Everything in the papers is invented.
"""
