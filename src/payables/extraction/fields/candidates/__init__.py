"""Typed candidates: every amount, date, identifier, tax id, IBAN and name that stands on the pages."""
