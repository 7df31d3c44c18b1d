"""May this be done with the invoice as it is now? What the steps themselves ask, and whoever only wants to know."""

from payables.invoices.errors import (
    HeldByBankDetails,
    InvoiceArchived,
    InvoiceExported,
    NotArchived,
    NotOnHold,
    NotWaiting,
)
from payables.invoices.model import Event, Invoice, State
from payables.invoices.rules.settle import settle
from payables.kit.errors import Refusal


def check_flaggable(invoice: Invoice, approval_mode: str) -> State:
    """The state that it is flagged into. Raises InvoiceExported, IllegalTransition."""
    if invoice.exported_at is not None:
        raise InvoiceExported
    return settle(invoice.state, Event.FLAG, flagged=True, approval_mode=approval_mode)


def check_holdable(invoice: Invoice) -> None:
    """Raises InvoiceExported, InvoiceArchived."""
    if invoice.exported_at is not None:
        raise InvoiceExported
    if invoice.state is State.ARCHIVED:
        raise InvoiceArchived


def not_releasable(*, bank_held: bool) -> Refusal:
    """Of an invoice that nobody holds; its vendor's bank details may."""
    return HeldByBankDetails() if bank_held else NotOnHold()


def check_archivable(invoice: Invoice, approval_mode: str) -> None:
    """Raises InvoiceArchived, IllegalTransition."""
    if invoice.state is State.ARCHIVED:
        raise InvoiceArchived
    settle(invoice.state, Event.ARCHIVE, approval_mode=approval_mode)


def check_archived(invoice: Invoice) -> None:
    """Raises NotArchived."""
    if invoice.state is not State.ARCHIVED:
        raise NotArchived


def check_waiting(invoice: Invoice) -> None:
    """Raises NotWaiting."""
    if invoice.state is not State.PENDING_APPROVAL:
        raise NotWaiting(state=invoice.state.replace("_", " "))
