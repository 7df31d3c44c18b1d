"""An invoice as duplicates compare it."""

from payables.duplicates.model import Compared, VendorSign
from payables.invoices.model import Invoice
from payables.kit.text import normal_name

LONGEST_NAME = 200


def compared_of(invoice: Invoice) -> Compared:
    """Of a known vendor only the id: the comparison looks its names up itself."""
    return Compared(
        invoice.id,
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


def _vendor(invoice: Invoice) -> VendorSign:
    if invoice.vendor_id is not None:
        return VendorSign(invoice.vendor_id)
    read = invoice.vendor_as_read or ""
    return VendorSign(name=normal_name(read)[:LONGEST_NAME] or None, shown=read or None)
