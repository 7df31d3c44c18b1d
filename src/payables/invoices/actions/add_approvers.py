"""Ask people to approve an invoice (contract/invoices-and-catalog.md section 4.2).

Approvals are not content: a request is seen in the history and in when and by whom the invoice was changed last, and
makes no new version.
"""

from uuid import UUID

from payables.access import queries as access
from payables.access.model import User
from payables.approvals.actions.ask import ask
from payables.approvals.actions.tell_turn import tell_turn
from payables.approvals.model import Subject
from payables.approvals.queries import decisions as approvals
from payables.audit.actions.record import record
from payables.invoices.model import Invoice, State
from payables.invoices.queries import records
from payables.invoices.queries.authors import authors
from payables.invoices.rules.askable import check_askable
from payables.invoices.rules.changeable import check_version
from payables.invoices.rules.told import called
from payables.invoices.store import invoices as store
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def add_approvers(
    tx: Transaction, caller: Caller, invoice_id: str, wanted: list[int | str], *, seen_version: int | None = None
) -> UUID:
    """`wanted`: user ids or e-mail addresses. All are asked, or none. Returns the invoice's UUID.

    Raises NotFound, Stale, InvoiceArchived, InvoiceExported, AlreadyApproved, InvalidFields, MayNotApprove, ApproverEntered.
    """
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_version(invoice, seen_version)
    check_askable(invoice)
    people = await _people(tx, invoice, wanted)
    subject = Subject("invoice", invoice.id)
    asked = await ask(
        tx,
        subject,
        people,
        authors=await authors(tx, invoice),
        self_approval=await approvals.self_approval_allowed(tx),
    )
    if asked:
        await store.touch(tx, invoice.id)
        record(tx, "invoice.approvers_added", "invoice", invoice.id, after={"approver_ids": asked})
        if invoice.state is State.PENDING_APPROVAL:
            await tell_turn(tx, subject, about=called(invoice))
    return invoice.id


async def _people(tx: Transaction, invoice: Invoice, wanted: list[int | str]) -> list[User]:
    """In the order wanted, each once. Raises InvalidFields naming those who do not exist or do not see the invoice."""
    found = await access.named_users(tx, wanted)
    faults = [
        FieldError(f"approvers[{n}]", "No such user sees this invoice.", "unknown_user")
        for n, person in enumerate(found)
        if person is None or not person.sees(invoice.company_id, invoice.location_id)
    ]
    if faults:
        raise InvalidFields(faults)
    return list({person.id: person for person in found if person is not None}.values())
