"""What the ledger has, and what was found and decided of an invoice."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from payables.matching.model import Allocation, Asked, Charge, Decided, Found, Kept, Outcome
from payables.platform.db import Transaction

OF_INVOICE = """
-- all that is known of one invoice's match, in one statement
SELECT
  (SELECT found::text FROM matches WHERE account_id = $1 AND invoice = $2) AS found,
  coalesce((SELECT stale FROM matches WHERE account_id = $1 AND invoice = $2), false) AS stale,
  ARRAY(SELECT ROW(item, purchase_order, purchase_order_item, receipt_item, quantity) FROM match_allocations
         WHERE account_id = $1 AND invoice = $2) AS allocations,
  ARRAY(SELECT ROW(purchase_order, kind, amount) FROM match_charges
         WHERE account_id = $1 AND invoice = $2) AS charges,
  ARRAY(SELECT ROW(item, outcome, numbers) FROM match_decisions
         WHERE account_id = $1 AND invoice = $2) AS decided,
  ARRAY(SELECT ROW(item, purchase_order_item) FROM match_links
         WHERE account_id = $1 AND invoice = $2) AS links
"""

CHARGED = """
SELECT purchase_order, kind, sum(amount) AS amount FROM match_charges
 WHERE account_id = $1 AND purchase_order = ANY($2) AND invoice <> $3 GROUP BY 1, 2
"""

KNOWN_AS = """
SELECT ordered_key, billed_key FROM match_memory
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND billed_key = ANY($4)
"""

KEPT = """
SELECT invoice, item, purchase_order, purchase_order_item, receipt_item, quantity FROM match_allocations
 WHERE account_id = $1 AND invoice = ANY($2)
"""

KEPT_CHARGES = """
SELECT invoice, purchase_order, kind, amount FROM match_charges WHERE account_id = $1 AND invoice = ANY($2)
"""

CHANGING = """
SELECT EXISTS (
  SELECT FROM match_orders o
    JOIN matches m ON m.account_id = o.account_id AND m.invoice = o.invoice AND m.stale
    JOIN invoices i ON i.account_id = o.account_id AND i.id = o.invoice
   WHERE o.account_id = $1 AND o.purchase_order = ANY($2) AND o.invoice <> $3 AND i.state NOT IN ('archived', 'processing')
     AND ((i.state = 'approved') > $4 OR (i.state = 'approved') = $4 AND i.id < $3))
"""

STALE = "SELECT stale FROM matches WHERE account_id = $1 AND invoice = $2"

STALE_AMONG = "SELECT invoice FROM matches WHERE account_id = $1 AND invoice = ANY($2) AND stale"

WAITING = """
SELECT EXISTS (SELECT FROM match_orders o JOIN matches m ON m.account_id = o.account_id AND m.invoice = o.invoice
                WHERE o.account_id = $1 AND o.purchase_order = ANY($2) AND m.outcome = 'order_changing')
"""

FOUND = "SELECT found::text FROM matches WHERE account_id = $1 AND invoice = $2"


class State:
    """What is known of an invoice's match before it is matched again."""

    __slots__ = ("decided", "kept", "links")

    def __init__(self, kept: Kept, decided: frozenset[Decided], links: Mapping[int, UUID | None]) -> None:
        self.kept = kept
        self.decided = decided
        self.links = links


async def state_of(tx: Transaction, invoice: UUID) -> State:
    row = await tx.fetchrow(OF_INVOICE, tx.account_id, invoice)
    assert row is not None
    found = row["found"]
    kept = Kept(
        _allocations(row["allocations"]), _charges(row["charges"]), found.encode() if found else None, row["stale"]
    )
    decided = frozenset(Decided(item, Outcome(outcome), bytes(numbers)) for item, outcome, numbers in row["decided"])
    return State(kept, decided, dict(tuple(link) for link in row["links"]))


async def allocations_of(tx: Transaction, invoice: UUID) -> dict[int, tuple[Allocation, ...]]:
    """As they are now: the caller has locked the orders that they are of."""
    return _allocations([row[1:] for row in await tx.fetch(KEPT, tx.account_id, [invoice])])


async def kept_of(tx: Transaction, invoices: Sequence[UUID]) -> dict[UUID, Kept]:
    """Of those of them that have anything in the ledger."""
    rows: dict[UUID, tuple[list[Any], list[Any]]] = {}
    for invoice, *allocation in await tx.fetch(KEPT, tx.account_id, list(invoices)):
        rows.setdefault(invoice, ([], []))[0].append(allocation)
    for invoice, *charge in await tx.fetch(KEPT_CHARGES, tx.account_id, list(invoices)):
        rows.setdefault(invoice, ([], []))[1].append(charge)
    return {invoice: Kept(_allocations(each[0]), _charges(each[1])) for invoice, each in rows.items()}


async def is_changing(tx: Transaction, orders: Sequence[UUID], asked: Asked) -> bool:
    """Whether an invoice that goes before this one (approved before waiting ones, then the older) is to be matched again with
    one of these orders first."""
    return await tx.fetchval(CHANGING, tx.account_id, list(orders), asked.id, asked.is_approved)


async def is_stale(tx: Transaction, invoice: UUID) -> bool:
    """Whether an order has changed since the invoice was matched."""
    return bool(await tx.fetchval(STALE, tx.account_id, invoice))


async def stale_among(tx: Transaction, invoices: Sequence[UUID]) -> set[UUID]:
    """Those of them of which that holds."""
    if not invoices:
        return set()
    return {row["invoice"] for row in await tx.fetch(STALE_AMONG, tx.account_id, list(invoices))}


async def others_wait(tx: Transaction, orders: Sequence[UUID]) -> bool:
    """Whether an invoice is kept back only until others of these orders are matched again."""
    return await tx.fetchval(WAITING, tx.account_id, list(orders)) if orders else False


async def found_of(tx: Transaction, invoice: UUID) -> Found | None:
    """What was found when the invoice was last matched."""
    text = await tx.fetchval(FOUND, tx.account_id, invoice)
    return decode_found(text) if text else None


async def charged_by_others(
    tx: Transaction, orders: Sequence[UUID], invoice: UUID
) -> dict[UUID, dict[Charge, Decimal]]:
    """Order -> what other invoices bill of its charges."""
    found: dict[UUID, dict[Charge, Decimal]] = {}
    for row in await tx.fetch(CHARGED, tx.account_id, list(orders), invoice):
        found.setdefault(row["purchase_order"], {})[Charge(row["kind"])] = row["amount"]
    return found


async def known_as(
    tx: Transaction, company_id: int, vendor_id: int | None, billed_keys: Collection[str]
) -> dict[str, set[str]]:
    """Key of an ordered item -> those of these keys under which the vendor bills it."""
    if vendor_id is None or not billed_keys:
        return {}
    found: dict[str, set[str]] = {}
    for row in await tx.fetch(KNOWN_AS, tx.account_id, company_id, vendor_id, sorted(billed_keys)):
        found.setdefault(row["ordered_key"], set()).add(row["billed_key"])
    return found


def decode_found(text: str | bytes) -> Found:
    return msgspec.convert(msgspec.json.decode(text), Found, strict=False)


def _allocations(rows: Sequence[Any]) -> dict[int, tuple[Allocation, ...]]:
    found: dict[int, tuple[Allocation, ...]] = {}
    for item, order, line, receipt_item, quantity in rows:
        found[item] = (*found.get(item, ()), Allocation(order, line, receipt_item, quantity))
    return found


def _charges(rows: Sequence[Any]) -> dict[UUID, dict[Charge, Decimal]]:
    found: dict[UUID, dict[Charge, Decimal]] = {}
    for order, kind, amount in rows:
        found.setdefault(order, {})[Charge(kind)] = amount
    return found
