"""Pairs of invoices that are the same one, and pairs that only look so: made from the story by rules, with a fixed seed."""
