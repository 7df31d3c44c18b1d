"""What matching tells capabilities above it."""

# Tolerances or settings of a company have changed. Payload: account_id (UUID as text) and company_id.
LIMITS_CHANGED = "matching.limits_changed"
