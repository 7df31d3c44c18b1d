"""What the catalog tells capabilities above it: names of jobs that the composition root gives to those who care."""

from typing import Any

# An entry is new or is known by something else, or what it costs has changed for some place or day. Payload: account_id (a
# UUID as text), company_id, and entries, a list of their integer ids.
PRICES_CHANGED = "catalog.prices_changed"

# What lines are matched to may be another than it was. Payload: account_id, and either invoices (UUIDs as text), or company_id
# and vendor_id, whose open invoices are meant; with keys only those with undecided lines of these items. Of further pages
# `after` is the invoice that was the last.
ITEMS_CHANGED = "catalog.items_changed"


def walk_key(payload: dict[str, Any]) -> str:
    """By which walks through all open invoices of a vendor are one."""
    return f"{ITEMS_CHANGED} {payload['account_id']} {payload['company_id']} {payload['vendor_id']}"
