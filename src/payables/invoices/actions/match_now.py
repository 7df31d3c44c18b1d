"""Match an invoice again at once, as somebody asks for it."""

from payables.invoices.actions.look_again import look_at
from payables.invoices.model import Invoice
from payables.invoices.queries import records
from payables.invoices.rules.changeable import check_changeable
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def match_now(tx: Transaction, caller: Caller, invoice_id: str, *, seen_version: int | None = None) -> Invoice:
    """The invoice as it was before. Raises NotFound, Stale, InvoiceArchived, InvoiceExported, ExportInProgress."""
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_changeable(invoice, seen_version)
    await look_at(tx, invoice, caller.approval_mode)
    return invoice
