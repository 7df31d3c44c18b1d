"""May somebody change this invoice now?"""

from payables.invoices.errors import InvoiceArchived, InvoiceExported, Stale
from payables.invoices.model import Invoice, State
from payables.invoices.rules.exportable import refuse_in_export


def check_changeable(invoice: Invoice, seen_version: int | None = None) -> None:
    """`seen_version` is the one in If-Match. Raises Stale, InvoiceArchived, InvoiceExported, ExportInProgress."""
    check_version(invoice, seen_version)
    if invoice.state is State.ARCHIVED:
        raise InvoiceArchived
    if invoice.exported_at is not None:
        raise InvoiceExported
    refuse_in_export(invoice)


def check_version(invoice: Invoice, seen: int | None) -> None:
    """None where any version will do. Raises Stale."""
    if seen not in (None, invoice.version):
        raise Stale
