"""What dimensions tell capabilities above them: names of jobs that the composition root gives to those who care."""

# Dimensions are something else in the ERP now. Payload: account_id (UUID as text), company_id and dimensions (their ids).
DIMENSIONS_CHANGED = "dimensions.changed"
