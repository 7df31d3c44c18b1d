"""What somebody makes of an invoice is the truth of its paper; kept when the transaction ends, of all its invoices at once."""

from collections.abc import Iterable, Sequence

from payables.invoices.queries.parts import weighed_of
from payables.invoices.rules.as_read import named_of, values_of
from payables.invoices.rules.content import Content
from payables.learning.actions.keep_truth import keep_truth
from payables.learning.model.papers import RecordSaid
from payables.platform.db import Transaction


def keep_corrected(tx: Transaction, before: Content, after: Content, sent: Iterable[str]) -> None:
    """`sent` is what somebody has written, of the names of a PATCH; the rest of the change is nothing of theirs."""
    if named := named_of(sent):
        _keep(tx, before, after, corrected=named)


def keep_approved(tx: Transaction, content: Content, *, by_person: bool) -> None:
    """`by_person` says that somebody approved it; otherwise the account lets invoices through unseen."""
    _keep(tx, content, content, approved=True, by_person=by_person)


def _keep(
    tx: Transaction,
    before: Content,
    after: Content,
    *,
    corrected: frozenset[str] = frozenset(),
    approved: bool = False,
    by_person: bool = False,
) -> None:
    invoice = after.invoice
    if invoice.upload_id is None:
        return
    stands = values_of(after)
    told = RecordSaid(
        invoice.id,
        invoice.upload_id,
        invoice.company_id,
        invoice.vendor_id,
        stands if before is after else values_of(before),
        stands,
        corrected,
        approved,
        by_person,
    )
    tx.at_commit(_keep_all, told)


async def _keep_all(tx: Transaction, told: Sequence[RecordSaid]) -> None:
    readings = await weighed_of(tx, {one.upload_id for one in told})
    by_invoice = {one.invoice: readings[one.upload_id] for one in told if one.upload_id in readings}
    await keep_truth(tx, told, by_invoice)
