"""Whether an invoice is as it was read: only then may its pages be read in another way."""

from collections.abc import Collection

from payables.invoices.model import Invoice, State

# What the house does by itself with an invoice that nobody has worked on.
OF_THE_HOUSE = frozenset(
    {
        "invoice.archived",
        "invoice.checked_again",
        "invoice.coded",
        "invoice.duplicates_checked",
        "invoice.entered",
        "invoice.restored",
    }
)


def is_untouched(invoice: Invoice, told: Collection[str]) -> bool:
    """`told` are the actions in the invoice's trail: whoever changed, approved, paid, commented or added a file left one."""
    waiting = invoice.state in (State.INCOMPLETE, State.PENDING_APPROVAL)
    settled = invoice.exported_at or invoice.export_job or invoice.settled_by_payments
    return waiting and not settled and OF_THE_HOUSE.issuperset(told)
