"""May this invoice be marked exported, and is it already?"""

from enum import StrEnum

from payables.invoices.model import Invoice, State


class Mark(StrEnum):
    """What marking an invoice exported comes to."""

    NOW = "now"
    ALREADY = "already"  # the same export is told again, as after a lost answer: nothing to do, nothing wrong
    REFUSED = "refused"


def judge_export(invoice: Invoice, erp_vendor_id: str | None, transaction_id: str | None) -> tuple[Mark, str]:
    """The verdict, and for a refusal the sentence."""
    if invoice.exported_at is not None:
        return _again(invoice, transaction_id)
    if invoice.state is not State.APPROVED:
        shown = invoice.state.replace("_", " ")
        return Mark.REFUSED, f"The invoice is {shown}: only an approved invoice can be exported."
    if invoice.hold_reason is not None:
        return Mark.REFUSED, f"The invoice is on hold: {invoice.hold_reason}"
    if erp_vendor_id is None:
        return Mark.REFUSED, "Its vendor has no erp_vendor_id: set it first, the ERP could not post the invoice."
    return Mark.NOW, ""


def _again(invoice: Invoice, transaction_id: str | None) -> tuple[Mark, str]:
    """Another transaction id for an exported invoice means it was posted twice: that must not pass unseen."""
    if transaction_id is None or transaction_id == invoice.export_transaction_id:
        return Mark.ALREADY, ""
    known = invoice.export_transaction_id or "none"
    return (
        Mark.REFUSED,
        f"The invoice was exported before, with transaction {known}: check the ERP for a double posting.",
    )
