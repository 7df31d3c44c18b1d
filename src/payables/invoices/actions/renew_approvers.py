"""Draw up the chain of an invoice that waits anew, from the policies as they are now.

For whom a policy asked in vain: nobody was in it, or it has been put right since. What was decided so far is undone, and
whoever is asked again sees the same content.
"""

from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.model import Event
from payables.invoices.queries import parts, records
from payables.invoices.rules.changeable import check_version
from payables.invoices.rules.steps import check_waiting
from payables.invoices.store import invoices as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def renew_approvers(tx: Transaction, caller: Caller, invoice_id: str, *, seen_version: int | None = None) -> UUID:
    """People who were asked by hand are asked again too. Raises NotFound, Stale, NotWaiting."""
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_version(invoice, seen_version)
    check_waiting(invoice)
    content = await parts.content_of(tx, invoice)
    waiting = await settle_invoice(tx, caller.approval_mode, Event.CHANGE, content, invoice.reasons)
    await store.update_invoice(tx, waiting)
    record(tx, "invoice.approvers_renewed", "invoice", invoice.id, message="The policies were asked anew.")
    return invoice.id
