"""What counts as a hand on an invoice: whatever the trail tells that somebody did to it between its arrival and its export,
beside what is meant to happen anyway. Told in docs/reports.md."""

# Arriving once more, being decided over, leaving, being paid; and what follows by itself, in the name of whoever set it off.
EXPECTED = frozenset(
    {
        "invoice.entered",
        "invoice.joined",
        "invoice.images_requested",
        "invoice.images_fetched",
        "invoice.images_failed",
        "invoice.approved",
        "invoice.approval_forced",
        "invoice.exported",
        "invoice.export_started",
        "invoice.export_withheld",
        "invoice.export_released",
        "invoice.payment_recorded",
        "invoice.payment_voided",
        "invoice.checked_again",
        "invoice.duplicates_checked",
        "invoice.approvals_undone",
        "invoice.approvers_assigned",
        "invoice.approvers_renewed",
        "invoice.approvers_reminded",
        "invoice.approval_escalated",
    }
)
APPROVALS = frozenset({"invoice.approved", "invoice.approval_forced"})
OF_UPLOADS = frozenset({"upload.split", "upload.merged", "upload.retried"})
