"""What units tell capabilities above them."""

# A conversion was learned or forgotten. Payload: account_id (UUID as text), company_id and vendor_id.
CONVERSIONS_CHANGED = "units.conversions_changed"
