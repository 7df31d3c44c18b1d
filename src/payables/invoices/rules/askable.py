"""May people be asked to approve this invoice, and requests be taken back?"""

from payables.approvals.errors import AlreadyApproved
from payables.invoices.errors import InvoiceArchived, InvoiceExported
from payables.invoices.model import Invoice, State


def check_askable(invoice: Invoice) -> None:
    """While it is entered, completed or waiting. Raises InvoiceArchived, InvoiceExported, AlreadyApproved."""
    if invoice.state is State.ARCHIVED:
        raise InvoiceArchived
    if invoice.exported_at is not None:
        raise InvoiceExported
    if invoice.state is State.APPROVED:
        raise AlreadyApproved
