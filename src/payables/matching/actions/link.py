"""Pair lines of an invoice with lines of orders by hand, and remember how the vendor calls what was ordered."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from payables.matching.errors import UnknownOrderLine
from payables.matching.model import Asked
from payables.matching.store import ledger
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.purchasing.queries import for_matching as purchasing
from payables.purchasing.queries.for_matching import Head
from payables.units.rules.item_key import item_key


async def link(
    tx: Transaction,
    scope: Scope,
    asked: Asked,
    links: Mapping[int, UUID | None],
    free: Sequence[int],
    *,
    teaches: bool,
) -> None:
    """Line -> the order's line, or None for one that belongs to no order; `free` are to be found by comparison again. Only
    orders of locations that `scope` covers are known. Of who `teaches`, the pairs are remembered. The caller holds the lock
    of the invoice and has checked its lines. Raises UnknownOrderLine."""
    named = {line for line in links.values() if line is not None}
    orders = await purchasing.orders_of_items(tx, asked.company_id, named)
    heads = {head.id: head for head in await purchasing.heads(tx, set(orders.values()), lock=False)}
    for line in sorted(named):
        head = heads.get(orders[line]) if line in orders else None
        if head is None or not _may_be(scope, asked, head):
            raise UnknownOrderLine(line=str(line))
    await ledger.unlink(tx, asked.id, free)
    await ledger.link(tx, asked.id, list(links.items()), tx.actor.user_id)
    if teaches:
        await _remember(tx, asked, links, list(heads))


def _may_be(scope: Scope, asked: Asked, head: Head) -> bool:
    is_theirs = head.vendor_id is not None and head.vendor_id == asked.vendor_id
    return is_theirs and purchasing.is_live(head) and scope.covers_location(asked.company_id, head.location_id)


async def _remember(tx: Transaction, asked: Asked, links: Mapping[int, UUID | None], orders: Sequence[UUID]) -> None:
    ordered = {line.id: item_key(line.sku, line.name) for line in await purchasing.lines(tx, orders)}
    billed = {line.id: item_key(line.sku, line.name) for line in asked.billed.lines}
    each = ((billed.get(item), ordered.get(line)) for item, line in links.items() if line is not None)
    pairs = [(one, other) for one, other in each if one and other]
    if asked.vendor_id is not None:
        await ledger.remember(tx, asked.company_id, asked.vendor_id, pairs, tx.actor.user_id)
