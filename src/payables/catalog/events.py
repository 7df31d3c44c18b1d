"""What the catalog tells capabilities above it: names of jobs that the composition root gives to those who care."""

# An entry is new or is known by something else, or what it costs has changed for some place or day. Payload: account_id (a
# UUID as text), company_id, and entries, a list of their integer ids.
PRICES_CHANGED = "catalog.prices_changed"

# What lines are matched to may be another than it was. Payload: account_id, and either invoices (UUIDs as text), or company_id
# and vendors, a list of their integer ids, whose open invoices are meant.
ITEMS_CHANGED = "catalog.items_changed"
