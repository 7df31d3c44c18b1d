"""What coding tells capabilities above it: names of jobs that the composition root gives to those who care."""

# A company requires other dimensions than before. Payload: account_id (UUID as text) and company_id.
REQUIRED_CHANGED = "coding.required_changed"
