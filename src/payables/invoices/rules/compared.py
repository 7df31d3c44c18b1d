"""An invoice as duplicates compare it."""

from uuid import UUID

from payables.duplicates.model import Compared, VendorSign
from payables.invoices.model import Draft, Invoice
from payables.invoices.rules.reasons import OF_DUPLICATES
from payables.kit.look_alikes import as_latin
from payables.kit.text import normal_name

LONGEST_NAME = 200


def compared_of(invoice: Invoice) -> Compared:
    """Of a known vendor only the id: the comparison looks its names up itself."""
    return _compared(invoice.id, invoice)


def compared_of_draft(draft: Draft) -> Compared:
    """One that has no id yet."""
    return _compared(UUID(int=0), draft)


def is_in_doubt(invoice: Invoice) -> bool:
    """It may be one that is there already."""
    return any(reason.code in OF_DUPLICATES for reason in invoice.reasons)


def _compared(id: UUID, invoice: Invoice | Draft) -> Compared:
    return Compared(
        id,
        invoice.company_id,
        invoice.location_id,
        invoice.type.value,
        _vendor(invoice),
        invoice.number,
        invoice.currency,
        invoice.total_amount,
        invoice.total_tax,
        invoice.invoice_date,
    )


def _vendor(invoice: Invoice | Draft) -> VendorSign:
    if invoice.vendor_id is not None:
        return VendorSign(invoice.vendor_id)
    read = invoice.vendor_as_read or ""
    return VendorSign(name=as_latin(normal_name(read))[:LONGEST_NAME] or None, shown=read or None)
