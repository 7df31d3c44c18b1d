"""What vendors tell capabilities above them: names of jobs that the composition root gives to those who care."""

# Vendors that have an ERP id were entered. Payload: account_id (UUID as text), company_id and erp_vendor_ids.
VENDORS_ENTERED = "vendors.entered"

# Vendors are somebody else in the ERP now. Payload: account_id (UUID as text), company_id and vendors (their ids).
VENDORS_CHANGED = "vendors.changed"
