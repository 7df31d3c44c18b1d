"""Invoices: records, lines, coding, duplicates, states, export."""
