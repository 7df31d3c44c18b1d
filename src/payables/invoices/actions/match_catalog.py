"""Match the lines of invoices with the catalog, and mark the invoices with what was found."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from payables.catalog.actions.match_items import match_items
from payables.catalog.actions.tell_items import tell_items
from payables.catalog.model import Marks
from payables.catalog.queries.candidates import has_entries
from payables.invoices.model import Invoice
from payables.invoices.queries.compared_with import compared_with
from payables.invoices.rules.content import Content
from payables.invoices.rules.purchased import purchase_of
from payables.invoices.store import invoices as store
from payables.platform.db import Transaction


async def match_catalog(tx: Transaction, content: Content, before: Content | None) -> Invoice:
    """The invoice with its marks, not yet written; what was found of its lines is. `before` is None of one that is being
    entered. One that is the same to the catalog as before costs nothing; without a catalog one question in all."""
    purchase = purchase_of(content)
    if before is not None and purchase_of(before) == purchase:
        return content.invoice
    if not (await compared_with(tx, content.invoice.company_id)).catalog:
        return content.invoice
    marks = await match_items(tx, [purchase], new=before is None)
    return marked(content.invoice, marks[content.invoice.id])


async def match_catalog_anew(tx: Transaction, contents: Sequence[Content]) -> list[UUID]:
    """Because the catalog has changed, or what is known of items. Invoices of one company, locked; those whose marks are
    others now are written and named."""
    marks = await match_items(tx, [purchase_of(content) for content in contents])
    now = [marked(content.invoice, marks[content.invoice.id]) for content in contents]
    changed = [new for new, content in zip(now, contents, strict=True) if new != content.invoice]
    await store.mark_catalog(tx, changed)
    return [invoice.id for invoice in changed]


async def tell_open_again(tx: Transaction, invoices: Sequence[Invoice]) -> None:
    """They follow the catalog again: a job sees to it, where their companies keep one."""
    kept = {company for company in {invoice.company_id for invoice in invoices} if await has_entries(tx, company)}
    tell_items(tx, [invoice.id for invoice in invoices if invoice.company_id in kept])


def marked(invoice: Invoice, marks: Marks) -> Invoice:
    return replace(invoice, has_price_variance=marks.has_price_variance, has_unmatched_items=marks.has_unmatched_items)
