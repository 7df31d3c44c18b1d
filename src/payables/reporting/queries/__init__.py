"""Reads of reports: each of one statement over what other capabilities keep."""
