"""Match an invoice with orders and receipts: find the orders it is for, lock them, compare."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from payables.matching.model import (
    Asked,
    Candidate,
    Found,
    Kept,
    Known,
    Match,
    Matched,
    Ordered,
    OrdersNeeded,
    Outcome,
)
from payables.matching.queries import ledger
from payables.matching.queries.held import held_of
from payables.matching.queries.orders import item_keys, ordered
from payables.matching.queries.settings import orders_needed
from payables.matching.queries.tolerances import tolerances_for
from payables.matching.rules.candidates import candidates, sure
from payables.matching.rules.match import match
from payables.matching.rules.named import named_numbers
from payables.platform.db import Transaction
from payables.purchasing.queries import for_matching as purchasing
from payables.units.queries import conversions

MOST_CANDIDATES = 50
LIKELY = Decimal("0.5")  # from here on a candidate keeps an invoice back that names no order; below it is only shown


async def match_invoice(tx: Transaction, asked: Asked) -> Matched:
    """What was found, with the orders locked until the transaction ends; nothing is written (actions/keep_match.py does).

    The company has orders, and the caller holds the lock of the invoice.
    """
    state = None if asked.is_new else await ledger.state_of(tx, asked.id)
    kept = state.kept if state else Kept()
    if state:
        lines = {line.id for line in asked.billed.lines}
        links = {line: other for line, other in state.links.items() if line in lines}
        asked = replace(asked, billed=replace(asked.billed, links=links))
    keys = _keys(asked)
    orders, others = await _orders(tx, asked, keys)
    before = {one.order for allocations in kept.allocations.values() for one in allocations} | set(kept.charges)
    if orders:
        found = await _compared(tx, asked, kept, orders, before)
    else:
        found = await _without_order(tx, asked, kept, before, keys, others)
    named = replace(found.found, named=tuple(keys))
    return replace(found, found=named, held=held_of(named, state.decided if state else frozenset()))


def _keys(asked: Asked) -> list[str]:
    """Of the numbers that the invoice names, the whole text first."""
    return list(dict.fromkeys(purchasing.key_of(number) for number in named_numbers(asked.purchase_order or "")))


async def _orders(tx: Transaction, asked: Asked, keys: Sequence[str]) -> tuple[set[UUID], bool]:
    """The orders that the invoice names or is linked with; and whether a number is that of another vendor's order."""
    linked = {line for line in asked.billed.links.values() if line is not None}
    orders = set((await purchasing.orders_of_items(tx, asked.company_id, linked)).values())
    named = await purchasing.by_numbers(tx, asked.company_id, keys)
    own = [one for one in named if asked.vendor_id is not None and one.vendor_id == asked.vendor_id]
    if own and (whole := [one for one in own if one.number_key == keys[0]]):
        own = whole
    # The same number at several locations: that of the invoice goes before
    here = {one.number_key for one in own if one.location_id == asked.location_id}
    own = [one for one in own if one.location_id == asked.location_id or one.number_key not in here]
    return orders | {one.id for one in own}, bool(named) and not own


async def _compared(
    tx: Transaction, asked: Asked, kept: Kept, orders: Collection[UUID], before: Collection[UUID]
) -> Matched:
    locked = await ordered(tx, asked, kept, orders, lock=True, before=before)
    found = match(asked.billed, locked.orders, await _known(tx, asked))
    return Matched(
        Found(found, locked.numbers),
        dimensions={line.id: line.dimensions for order in locked.orders for line in order.lines},
        orders=locked.locked,
        kept=locked.kept,
    )


async def _without_order(
    tx: Transaction, asked: Asked, kept: Kept, before: Collection[UUID], keys: Sequence[str], others: bool
) -> Matched:
    """Orders of the vendor that it may be for: one that is sure is taken, several are shown to people."""
    choice = await _candidates(tx, asked, kept, keys)
    if (best := sure(choice)) is not None:
        found = await _compared(tx, asked, kept, [best.order], before)
        return replace(found, found=replace(found.found, candidates=tuple(choice)))
    locked = await ordered(tx, asked, kept, [], lock=True, before=before)
    likely = any(candidate.score >= LIKELY for candidate in choice)
    outcome = _outcome(await orders_needed(tx, asked.company_id), likely, bool(keys) or others)
    return Matched(Found(Match(outcome), candidates=tuple(choice)), kept=locked.kept, orders=locked.locked)


async def _candidates(tx: Transaction, asked: Asked, kept: Kept, keys: Sequence[str]) -> list[Candidate]:
    if asked.vendor_id is None:
        return []
    ids = await purchasing.open_of_vendor(tx, asked.company_id, asked.vendor_id, MOST_CANDIDATES)
    if not ids:
        return []
    open_orders = await ordered(tx, asked, kept, ids, lock=False)
    here: Sequence[Ordered] = open_orders.orders
    receipts = await purchasing.receipt_numbers(tx, ids)
    return candidates(asked.billed, keys, here, open_orders.keys, asked.number, receipts, open_orders.invoice_refs)


def _outcome(needed: OrdersNeeded, is_choice: bool, is_named: bool) -> Outcome:
    if needed is OrdersNeeded.NEVER:
        return Outcome.NO_ORDER
    if is_choice:
        return Outcome.ORDER_UNSURE
    return Outcome.ORDER_NOT_FOUND if is_named or needed is OrdersNeeded.ALWAYS else Outcome.NO_ORDER


async def _known(tx: Transaction, asked: Asked) -> Known:
    learned = await conversions(tx, asked.company_id, asked.vendor_id, item_keys(asked)) if asked.vendor_id else ()
    return Known(await tolerances_for(tx, asked.company_id, asked.vendor_id), learned)
