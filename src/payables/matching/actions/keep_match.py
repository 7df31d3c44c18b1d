"""Write down what was found of an invoice, and what it takes of its orders."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

import msgspec

from payables.matching.model import NOTHING, Asked, Charge, Kept, Match, Matched, Outcome
from payables.matching.queries.orders import own_quantities
from payables.matching.store import ledger
from payables.platform.db import Transaction
from payables.purchasing.actions.count_billed import count_billed
from payables.purchasing.actions.tell_orders import look_soon, tell_orders
from payables.units.rules.item_key import item_key

NONE = Decimal(0)
Taken = TypeVar("Taken", UUID, tuple[UUID, Charge])

_encode = msgspec.json.Encoder(decimal_format="string").encode


async def keep_match(tx: Transaction, asked: Asked, matched: Matched) -> None:
    """The invoice and its lines are stored; its orders are locked (actions/match_invoice.py). Nothing is written where
    nothing is another than before."""
    if matched is NOTHING:
        return
    if matched.of_none:
        place = (asked.id, asked.company_id, asked.vendor_id)
        await ledger.keep_none(tx, *place, matched.found.named, _encode(matched.found))
        return
    await _allocate(tx, asked.id, matched.kept, matched.found.match, matched.orders)
    if matched.found.match.outcome is Outcome.ORDER_CHANGING:
        look_soon(tx)  # whoever waits asks to be looked at himself: nobody whom he waits for has to think of him
    text = _encode(matched.found)
    if (
        matched.kept.stale
        or matched.kept.found is None
        or msgspec.json.decode(text) != msgspec.json.decode(matched.kept.found)
    ):
        await ledger.keep_found(
            tx,
            asked.id,
            asked.company_id,
            asked.vendor_id,
            matched.found,
            text,
            _compared(matched),
            _converted(asked, matched.found.match),
        )


async def give_back(tx: Transaction, invoice: UUID, kept: Kept) -> None:
    """All that an invoice takes; its orders are locked by the caller."""
    orders = {one.order for allocations in kept.allocations.values() for one in allocations}
    await _allocate(tx, invoice, kept, NOTHING.found.match, sorted(orders))


def _compared(matched: Matched) -> set[UUID]:
    """Orders whose change concerns the invoice; one that was given back is no longer among them."""
    return {*matched.found.numbers, *(candidate.order for candidate in matched.found.candidates)}


def _converted(asked: Asked, match: Match) -> set[str]:
    """Keys of the items whose quantity is another in the order's unit, or is not known in it."""
    found = {line.line: line for line in match.lines if line.order_line is not None}
    each = ((line, found[line.id]) for line in asked.billed.lines if line.id in found)
    keys = (item_key(line.sku, line.name) for line, seen in each if line.quantity != seen.quantity)
    return {key for key in keys if key}


async def _allocate(tx: Transaction, invoice: UUID, kept: Kept, match: Match, orders: Sequence[UUID]) -> None:
    wanted = {line.line: line.allocations for line in match.lines if line.allocations}
    if wanted != dict(kept.allocations) or _plain(match.charges) != _plain(kept.charges):
        if kept.allocations or kept.charges:
            await ledger.clear(tx, [invoice])
        each = [(line, one) for line, allocations in wanted.items() for one in allocations]
        await ledger.allocate(tx, invoice, each)
        await ledger.charge(tx, invoice, _charges(match))
        (lines_were, receipts_were), (lines_are, receipts_are) = own_quantities(kept), own_quantities(Kept(wanted))
        of_lines, of_receipts = _difference(lines_were, lines_are), _difference(receipts_were, receipts_are)
        await count_billed(tx, orders, of_lines, of_receipts)
        of_charges = _difference(_by_kind(kept.charges), _by_kind(match.charges))
        _tell_who_waits(tx, orders, [*of_lines.values(), *of_receipts.values(), *of_charges.values()])


def _plain(charges: Mapping[UUID, Mapping[Charge, Decimal]]) -> dict[UUID, dict[Charge, Decimal]]:
    return {order: dict(of_order) for order, of_order in charges.items() if of_order}


def _by_kind(charges: Mapping[UUID, Mapping[Charge, Decimal]]) -> dict[tuple[UUID, Charge], Decimal]:
    return {(order, kind): amount for order, of_order in charges.items() for kind, amount in of_order.items()}


def _charges(match: Match) -> list[tuple[UUID, Charge, Decimal]]:
    return [(order, kind, amount) for order, of_order in match.charges.items() for kind, amount in of_order.items()]


def _tell_who_waits(tx: Transaction, orders: Sequence[UUID], differences: Sequence[Decimal]) -> None:
    """What was given back may be what another invoice lacks."""
    if any(difference < 0 for difference in differences):
        tell_orders(tx, orders, changed=False)


def _difference(was: Mapping[Taken, Decimal], now: Mapping[Taken, Decimal]) -> dict[Taken, Decimal]:
    """What has to be added to the counters."""
    each = {id: now.get(id, NONE) - was.get(id, NONE) for id in sorted({*was, *now})}
    return {id: quantity for id, quantity in each.items() if quantity}
