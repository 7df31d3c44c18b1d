"""What keeps an invoice from going on: its values, what it is coded with, and whether it is there already."""

from payables.coding.queries.missing import missing_dimensions
from payables.duplicates.actions.find_duplicates import find_duplicates, is_same
from payables.invoices.actions.free_duplicates import free_duplicates
from payables.invoices.model import Invoice, Reason
from payables.invoices.queries.same_pages import standing_on_same_pages
from payables.invoices.rules.compared import compared_of, is_in_doubt
from payables.invoices.rules.content import Content
from payables.invoices.rules.matched import is_matched, matching_reasons
from payables.invoices.rules.reasons import (
    OF_MATCHING,
    PAGES_IN_ANOTHER,
    duplicate_reasons,
    missing_dimension,
    pages_in_another,
    paid_reasons,
    reasons_of,
)
from payables.invoices.rules.splits import split_reasons, types_of_all_parts
from payables.platform.db import Transaction


async def find_reasons(tx: Transaction, content: Content, *, before: Content | None) -> list[Reason]:
    """All reasons that the content as it is now gives by itself; `before` is what it was, None when it is being
    entered. What a way in found, and somebody must answer, is not among them."""
    doubles = await _duplicates(tx, before.invoice if before else None, content.invoice)
    splits = split_reasons(content)
    own = [*reasons_of(content.invoice, content.items), *paid_reasons(content.invoice)]
    pages = await _same_pages(tx, before.invoice if before else None, content.invoice)
    return [*own, *doubles, *pages, *_of_orders(content, before), *splits, *await _uncoded(tx, content)]


def _of_orders(content: Content, before: Content | None) -> list[Reason]:
    """What its match gives, and while it was not matched anew what an earlier match gave."""
    if content.matched is not None:
        return matching_reasons(content, content.matched.held)
    if before is None or not is_matched(content.invoice):
        return []
    return [reason for reason in before.invoice.reasons if reason.code in OF_MATCHING]


async def _uncoded(tx: Transaction, content: Content) -> list[Reason]:
    """The dimensions that the company requires. What is split is coded by its parts."""
    invoice = content.invoice
    whole = types_of_all_parts(content.splits, None)
    lines = [item.dimensions | whole | types_of_all_parts(content.splits, item.id) for item in content.items]
    missing = await missing_dimensions(tx, invoice.company_id, invoice.dimensions | whole, lines)
    return [missing_dimension(one.type, one.lines, len(lines)) for one in missing]


async def _duplicates(tx: Transaction, before: Invoice | None, after: Invoice) -> list[Reason]:
    """Of which earlier invoices it is the same; those that stayed back because of it go on if they no longer have to.

    What an invoice is compared by is claimed anew whenever it changes, and looked at again while it is in doubt.
    """
    compared = compared_of(after)
    if before is not None and not is_in_doubt(before) and is_same(compared, compared_of(before)):
        return []
    found = await find_duplicates(tx, compared)
    await free_duplicates(tx, found.freed)
    return duplicate_reasons(found.hits)


async def _same_pages(tx: Transaction, before: Invoice | None, after: Invoice) -> list[Reason]:
    """Looked for when an invoice enters or comes back, and while it waits by it: pages stay where they are."""
    waits = before is None or any(reason.code == PAGES_IN_ANOTHER for reason in before.reasons)
    if after.upload_id is None or not waits:
        return []
    other = await standing_on_same_pages(tx, after.company_id, after.id, after.upload_id, PAGES_IN_ANOTHER)
    return [pages_in_another(other)] if other else []
