"""Who must not approve invoices, as the trail tells it (rules/authors.py says who that is)."""

from collections.abc import Sequence

from payables.audit import queries as audit
from payables.invoices.model import Invoice
from payables.invoices.rules.authors import PAYS, authors_of
from payables.platform.db import Transaction

STORED_PAYS = f"SELECT {', '.join(PAYS)} FROM invoices WHERE account_id = $1 AND id = $2"  # noqa: S608


async def authors(tx: Transaction, invoice: Invoice) -> frozenset[int]:
    return (await authors_of_many(tx, [invoice]))[0]


async def authors_of_many(tx: Transaction, invoices: Sequence[Invoice]) -> list[frozenset[int]]:
    """In their order, in one statement."""
    if not invoices:
        return []
    found = await audit.actors_of_many(tx, "invoice", [str(invoice.id) for invoice in invoices], PAYS)
    return [authors_of(invoice, found.get(str(invoice.id), frozenset())) for invoice in invoices]


async def authors_to_be(tx: Transaction, invoice: Invoice) -> frozenset[int]:
    """Who must not approve the invoice once it is written as it is here: whoever changes now whom or how much it pays is
    among them, though the trail does not tell it yet."""
    stored = await tx.fetchrow(STORED_PAYS, tx.account_id, invoice.id)
    if stored is None:
        return authors_of(invoice, frozenset())
    before = await authors(tx, invoice)
    changes = any(stored[name] != getattr(invoice, name) for name in PAYS)
    return before | {tx.actor.user_id} if changes and tx.actor.user_id is not None else before
