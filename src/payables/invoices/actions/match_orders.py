"""Match an invoice with purchase orders and receipts, before it is coded and before it is decided where it goes."""

from dataclasses import replace
from uuid import UUID

from payables.invoices.model import State
from payables.invoices.queries.compared_with import compared_with
from payables.invoices.rules.content import Content
from payables.invoices.rules.matched import asked_of, is_matched, same_to_matching
from payables.matching.actions.keep_match import keep_match
from payables.matching.actions.match_invoice import match_invoice
from payables.matching.actions.match_nothing import match_nothing
from payables.matching.actions.release import release
from payables.platform.db import Transaction


async def match_new(tx: Transaction, content: Content) -> Content:
    """With its match, of an invoice that is being entered."""
    return await _matched(tx, content, is_new=True)


async def match_anew(tx: Transaction, content: Content) -> Content:
    """With its match as orders and receipts are now."""
    return await _matched(tx, content)


async def _matched(tx: Transaction, content: Content, *, is_new: bool = False) -> Content:
    if not is_matched(content.invoice):
        return content
    asked = asked_of(content, is_new=is_new)
    has_orders = (await compared_with(tx, content.invoice.company_id)).orders
    return replace(content, matched=await match_invoice(tx, asked) if has_orders else match_nothing(asked))


async def match_change(tx: Transaction, before: Content, after: Content) -> Content:
    """With a new match where the change concerns it; without one what was found before holds. What was approved stayed so
    whatever became of its orders: now that it has to be approved anew, what they say counts."""
    if same_to_matching(before, after) and not _loses_approval(before, after):
        return after
    if is_matched(before.invoice) and not is_matched(after.invoice):
        await release(tx, [after.invoice.id])
    return await match_anew(tx, after)


def _loses_approval(before: Content, after: Content) -> bool:
    return before.invoice.state is State.APPROVED and before.sha256 != after.sha256


async def keep_orders(tx: Transaction, content: Content) -> None:
    """Writes the match down, if the invoice was matched; the invoice's row is there."""
    if content.matched is not None:
        await keep_match(tx, asked_of(content), content.matched)


async def release_orders(tx: Transaction, invoices: list[UUID]) -> None:
    """These invoices are put away and take nothing any more; what waits for it is matched again."""
    await release(tx, invoices)
