"""May this invoice be marked exported, is it already, and does an export job have it?"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from payables.invoices.errors import ExportInProgress
from payables.invoices.model import Invoice, State

BANK_HELD = "bank_details_held"


class Mark(StrEnum):
    """What marking an invoice exported comes to."""

    NOW = "now"
    ALREADY = "already"  # the same export is told again, as after a lost answer: nothing to do, nothing wrong
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NamedJob:
    """The export job that whoever marks an invoice speaks for. `left` says whether its file was given out."""

    id: UUID
    left: bool
    transaction_prefix: str

    def transaction_id(self, invoice: Invoice) -> str:
        """What stands in the job's file for this invoice."""
        return f"{self.transaction_prefix}{invoice.invoice_id}"


def judge_export(
    invoice: Invoice,
    erp_vendor_id: str | None,
    transaction_id: str | None,
    job: NamedJob | None = None,
    *,
    bank_held: str | None = None,
) -> tuple[Mark, str]:
    """The verdict, and for a refusal the sentence. `bank_held` says why the bank details of its vendor hold it."""
    if invoice.exported_at is not None:
        return _again(invoice, transaction_id)
    why = why_not(invoice, erp_vendor_id, job, bank_held=bank_held)
    return (Mark.REFUSED, why[1]) if why else (Mark.NOW, "")


def why_not(
    invoice: Invoice, erp_vendor_id: str | None, job: NamedJob | None = None, *, bank_held: str | None = None
) -> tuple[str, str] | None:
    """Code and sentence of what keeps an invoice that was not exported from it; None when nothing does. What has left in the
    file of an export job no bank details hold back."""
    if invoice.state is not State.APPROVED:
        shown = invoice.state.replace("_", " ")
        return "not_approved", f"The invoice is {shown}: only an approved invoice can be exported."
    if invoice.export_job is not None and (why := _why_not_of_job(invoice, job)):
        return "export_in_progress", f"The invoice is in export job {invoice.export_job}: {why}"
    if invoice.hold_reason is not None:
        return "on_hold", f"The invoice is on hold: {invoice.hold_reason}"
    if bank_held is not None and invoice.export_job is None:
        return BANK_HELD, bank_held
    if erp_vendor_id is None:
        return (
            "vendor_unknown_to_erp",
            "Its vendor has no erp_vendor_id: set it first, the ERP could not post the invoice.",
        )
    return None


def _why_not_of_job(invoice: Invoice, job: NamedJob | None) -> str | None:
    """Nobody can have posted what has not left: a mark would free the invoice while the file is still to be given out."""
    if job is None or job.id != invoice.export_job:
        return "acknowledge or cancel that job, or name it in X-Export-Batch-Id."
    return None if job.left else "its file has not left yet: download it first, or cancel the job."


def refuse_in_export(invoice: Invoice) -> None:
    """While a job has it, the ERP may be reading what was approved: nothing else happens to it. Raises ExportInProgress."""
    if invoice.export_job is not None:
        raise ExportInProgress(job=invoice.export_job)


def _again(invoice: Invoice, transaction_id: str | None) -> tuple[Mark, str]:
    """Another transaction id for an exported invoice means it was posted twice: that must not pass unseen."""
    if transaction_id is None or transaction_id == invoice.export_transaction_id:
        return Mark.ALREADY, ""
    known = invoice.export_transaction_id
    told = f"with transaction {known}" if known else "without a transaction"
    return Mark.REFUSED, f"The invoice was exported before, {told}: check the ERP for a double posting."
