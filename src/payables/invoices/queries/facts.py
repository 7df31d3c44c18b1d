"""What approval policies look at, of one invoice or of a thousand in the same three statements; and whom they leave out."""

from collections.abc import Sequence

from payables.approvals.model import GlAccount, SubjectFacts
from payables.audit import queries as audit
from payables.invoices.model import Invoice
from payables.invoices.queries.parts import authors
from payables.invoices.rules.authors import PAYS, authors_of
from payables.invoices.rules.content import Content
from payables.invoices.rules.facts import ACCOUNT, Names, codings, facts_of
from payables.platform.db import Transaction

VENDORS = "SELECT id, erp_vendor_id FROM vendors WHERE account_id = $1 AND id = ANY($2)"

GROUPS = "SELECT id, group_id FROM locations WHERE account_id = $1 AND id = ANY($2)"

GL_ACCOUNTS = "SELECT id, name, code FROM dimensions WHERE account_id = $1 AND id = ANY($2)"

STORED_PAYS = f"SELECT {', '.join(PAYS)} FROM invoices WHERE account_id = $1 AND id = $2"  # noqa: S608


async def facts(tx: Transaction, contents: Sequence[Content]) -> list[SubjectFacts]:
    """In their order. The invoices may be new: nothing of them is read but what they name."""
    vendors = sorted({c.invoice.vendor_id for c in contents if c.invoice.vendor_id is not None})
    locations = sorted({c.invoice.location_id for c in contents})
    accounts = sorted({coding[ACCOUNT] for c in contents for coding in codings(c) if ACCOUNT in coding})
    names = Names(
        {row["id"]: row["erp_vendor_id"] for row in await tx.fetch(VENDORS, tx.account_id, vendors)},
        {row["id"]: row["group_id"] for row in await tx.fetch(GROUPS, tx.account_id, locations)},
        {row["id"]: GlAccount(**row) for row in await tx.fetch(GL_ACCOUNTS, tx.account_id, accounts)},
    )
    return [facts_of(content, names) for content in contents]


async def authors_of_many(tx: Transaction, invoices: Sequence[Invoice]) -> list[frozenset[int]]:
    """Who must not approve them, in their order, in one statement."""
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
