"""Who must not approve invoices, as the trail tells it (rules/authors.py says who that is): with everybody who may have acted
as one of them through a program whose secret they made."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from payables.access.queries.hands import hands_of_many, one_hand
from payables.audit import queries as audit
from payables.dimensions.model import IDENTITY as OF_DIMENSIONS
from payables.invoices.model import Invoice
from payables.invoices.queries.coded_as import coded_as
from payables.invoices.queries.paper_authors import Paper, papers_of
from payables.invoices.rules.authors import DIFFERENCES_GONE, PAYS, authors_of
from payables.invoices.rules.coded_as import Coded
from payables.platform.db import Transaction
from payables.vendors.model import IDENTITY as OF_VENDORS

STORED_PAYS = f"SELECT {', '.join(PAYS)} FROM invoices WHERE account_id = $1 AND id = $2"  # noqa: S608


async def authors(
    tx: Transaction, invoice: Invoice, coded: Sequence[Coded] | None = None, *, since: datetime | None = None
) -> frozenset[int]:
    """`coded` is what it is coded with, where that was read already. With `since` whoever may have acted as one of them from
    then on counts too, though it was begun later."""
    (found,), begun = await _own(tx, [invoice], None if coded is None else {invoice.id: coded})
    return await one_hand(tx, found, min(begun[invoice.id], since or begun[invoice.id]))


async def authors_of_many(tx: Transaction, invoices: Sequence[Invoice]) -> list[frozenset[int]]:
    """In their order, in as many statements for a thousand as for one."""
    if not invoices:
        return []
    found, begun = await _own(tx, invoices)
    return await hands_of_many(tx, [(own, begun[one.id]) for own, one in zip(found, invoices, strict=True)])


async def _own(
    tx: Transaction, invoices: Sequence[Invoice], coded: Mapping[UUID, Sequence[Coded]] | None = None
) -> tuple[list[frozenset[int]], dict[UUID, datetime]]:
    """Those whom the trail names, and when each invoice was begun."""
    ids = [str(invoice.id) for invoice in invoices]
    found = await audit.actors_of_many(tx, "invoice", ids, [*PAYS, DIFFERENCES_GONE])
    coded = coded or await coded_as(tx, [invoice.id for invoice in invoices])
    meant, papers = await _changed_meaning(tx, invoices, coded), await papers_of(tx, invoices)
    own = [authors_of(one, found.get(str(one.id), set()), papers[one.id].authors, meant[one.id]) for one in invoices]
    return own, {one.id: _begun(one, papers[one.id]) for one in invoices}


async def authors_to_be(tx: Transaction, invoice: Invoice, *, differences_gone: bool = False) -> frozenset[int]:
    """Who must not approve the invoice once it is written as it is here: whoever changes now whom or how much it pays, or
    makes differences go away, is among them, though the trail does not tell it yet."""
    stored = await tx.fetchrow(STORED_PAYS, tx.account_id, invoice.id)
    acts = frozenset({tx.actor.user_id} if tx.actor.user_id is not None else ())
    if stored is None:  # who acts enters it, or takes its paper out of another
        paper = (await papers_of(tx, [invoice]))[invoice.id]
        return await one_hand(tx, authors_of(invoice, acts, paper.authors), _begun(invoice, paper))
    before = await authors(tx, invoice)
    changes = differences_gone or any(stored[name] != getattr(invoice, name) for name in PAYS)
    if not changes or not acts:
        return before
    return before | await one_hand(tx, acts, _begun(invoice, (await papers_of(tx, [invoice]))[invoice.id]))


def _begun(invoice: Invoice, paper: Paper) -> datetime:
    """When somebody began to enter it: of what was read from files, when the first was sent, of an import, when it was asked for,
    however much later a worker came to it."""
    return min(invoice.entered_at, paper.sent_at or invoice.entered_at)


async def _changed_meaning(
    tx: Transaction, invoices: Sequence[Invoice], coded: Mapping[UUID, Sequence[Coded]]
) -> dict[UUID, frozenset[int]]:
    """Who has changed, since each was entered, what its dimensions and its vendor are."""
    subjects = {(one.kind, one.id) for ones in coded.values() for one in ones}
    since = min(invoice.entered_at for invoice in invoices)
    changers = await audit.changers(tx, subjects, [*OF_DIMENSIONS, *OF_VENDORS], since) if subjects else {}
    return {
        invoice.id: frozenset(
            person
            for one in coded[invoice.id]
            for person, at in changers.get((one.kind, one.id), {}).items()
            if at > invoice.entered_at
        )
        for invoice in invoices
    }
