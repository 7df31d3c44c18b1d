"""Match an invoice with orders and receipts: find the orders it is for, lock them, compare."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from payables.accounts import queries as accounts
from payables.matching.model import (
    Asked,
    Billed,
    Candidate,
    Finding,
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
from payables.matching.queries.orders import OrdersRead, item_keys, named_keys, ordered
from payables.matching.queries.settings import orders_needed
from payables.matching.queries.tolerances import tolerances_for
from payables.matching.rules.candidates import MOST_COMPARED, Open, candidates, screen, sure, to_compare
from payables.matching.rules.match import match
from payables.matching.rules.said import payee_of, said_of_line, said_of_whole
from payables.matching.rules.worst import worst
from payables.platform.db import Transaction
from payables.purchasing.queries import for_matching as purchasing
from payables.purchasing.queries.for_matching import Head
from payables.units.queries import conversions

MOST_SCREENED = 1000  # open orders of a vendor, the newest, whose heads are looked at
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
    keys = named_keys(asked)
    orders, others = await _orders(tx, asked, keys)
    before = {one.order for allocations in kept.allocations.values() for one in allocations} | set(kept.charges)
    found = await _compared(tx, asked, kept, orders, before) if orders else None
    if found is None:
        found = await _without_order(tx, asked, kept, before, keys, others)
    named = replace(found.found, named=tuple(keys), said=said_of_whole(asked), payee=payee_of(asked))
    return replace(found, found=named, held=held_of(named, state.decided if state else frozenset()))


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
) -> Matched | None:
    """None where none of them is an order that it may be for, now that they are locked."""
    locked = await ordered(tx, asked, kept, orders, lock=True, before=before)
    if not locked.orders:
        return None
    if await ledger.is_changing(tx, list(locked.numbers), asked):
        found = Match(Outcome.ORDER_CHANGING)
    else:
        found = match(_with_links(asked, locked), locked.orders, await _known(tx, asked))
        found = await _beside_lines(tx, asked, found, locked)
    return Matched(
        Found(found, locked.numbers, elsewhere=locked.elsewhere),
        dimensions={line.id: line.dimensions for order in locked.orders for line in order.lines},
        orders=locked.locked,
        kept=locked.kept,
    )


def _with_links(asked: Asked, locked: OrdersRead) -> Billed:
    """Links with lines of orders that it may not be for any more count no longer."""
    known = {line.id for order in locked.orders for line in order.lines}
    links = {line: other for line, other in asked.billed.links.items() if other is None or other in known}
    return replace(asked.billed, links=links)


async def _beside_lines(tx: Transaction, asked: Asked, found: Match, locked: OrdersRead) -> Match:
    """With what each line says, and with what speaks against the whole beside its lines."""
    said = {line.id: said_of_line(line) for line in asked.billed.lines}
    lines = tuple(replace(line, said=said.get(line.line, "")) for line in found.lines)
    wrong = [Outcome.ORDER_FLAGGED] if locked.flagged else []
    company = (await accounts.company_for_work(tx, asked.company_id)).company
    if company.currency != asked.billed.currency:
        wrong.append(Outcome.CURRENCY_DIFFERS)
    header = (*found.header, *(Finding(outcome, asked.billed.total, None, None, None) for outcome in wrong))
    return replace(found, lines=lines, header=header, outcome=worst([found.outcome, *wrong]))


async def _without_order(
    tx: Transaction, asked: Asked, kept: Kept, before: Collection[UUID], keys: Sequence[str], others: bool
) -> Matched:
    """Orders of the vendor that it may be for: one that is sure is taken, several are shown to people."""
    choice, best = await _candidates(tx, asked, kept, keys)
    if best is not None:
        found = await _compared(tx, asked, kept, [best.order], before)
        if found is not None:
            return replace(found, found=replace(found.found, candidates=tuple(choice)))
    locked = await ordered(tx, asked, kept, [], lock=True, before=before)
    likely = any(candidate.score >= LIKELY for candidate in choice)
    needed = await orders_needed(tx, asked.company_id)
    likely = likely or (
        needed is OrdersNeeded.WHEN_OPEN and await purchasing.has_open(tx, asked.company_id, asked.vendor_id)
    )
    outcome = _outcome(needed, likely, bool(keys) or others)
    return Matched(Found(Match(outcome), candidates=tuple(choice)), kept=locked.kept, orders=locked.locked)


async def _candidates(
    tx: Transaction, asked: Asked, kept: Kept, keys: Sequence[str]
) -> tuple[list[Candidate], Candidate | None]:
    """With the one that is sure. Heads of all, and lines of the likeliest few: whatever an invoice and its vendor's orders
    look like, the work on it is bounded."""
    heads = await _open_orders(tx, asked, keys)
    if not heads:
        return [], None
    screened = screen(asked.billed, keys, asked.number, heads)
    likeliest = [each.order.id for each in screened[:MOST_COMPARED]]
    chosen = to_compare(screened, await purchasing.count_lines(tx, likeliest))
    read = await ordered(tx, asked, kept, chosen, lock=False)
    compared: dict[UUID, Ordered] = {order.id: order for order in read.orders}
    found = candidates(asked.billed, screened, compared)
    return found, sure(found, compared)


async def _open_orders(tx: Transaction, asked: Asked, keys: Sequence[str]) -> list[Open]:
    if asked.vendor_id is None:
        return []
    heads = await purchasing.open_of_vendor(tx, asked.company_id, asked.vendor_id, MOST_SCREENED)
    told = await purchasing.receipt_numbers(tx, [head.id for head in heads], keys) if heads else {}
    return [_open(head, told.get(head.id, set())) for head in heads]


def _open(head: Head, told: set[str]) -> Open:
    refs = told | ({head.invoice_number_ref} if head.invoice_number_ref else set[str]())
    return Open(head.id, head.po_number, head.number_key, head.ordered_on, head.total_amount, head.tax, frozenset(refs))


def _outcome(needed: OrdersNeeded, is_choice: bool, is_named: bool) -> Outcome:
    if needed is OrdersNeeded.NEVER:
        return Outcome.NO_ORDER
    if is_choice:
        return Outcome.ORDER_UNSURE
    return Outcome.ORDER_NOT_FOUND if is_named or needed is OrdersNeeded.ALWAYS else Outcome.NO_ORDER


async def _known(tx: Transaction, asked: Asked) -> Known:
    learned = await conversions(tx, asked.company_id, asked.vendor_id, item_keys(asked)) if asked.vendor_id else ()
    return Known(await tolerances_for(tx, asked.company_id, asked.vendor_id), learned)
