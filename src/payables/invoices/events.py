"""What invoices tell capabilities above them: names of jobs that the composition root gives to those who care."""

# An invoice of an export job was marked exported by naming the job. Payload: account_id and job, both UUIDs as text.
EXPORT_CLAIM_SETTLED = "exports.settle"
