"""Writes of the ledger, and of what was found and decided."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from payables.matching.model import Allocation, Charge, Decided, Found, Ruling
from payables.platform.db import Transaction

CLEAR = "DELETE FROM match_allocations WHERE account_id = $1 AND invoice = ANY($2)"
CLEAR_CHARGES = "DELETE FROM match_charges WHERE account_id = $1 AND invoice = ANY($2)"

ALLOCATE = """
INSERT INTO match_allocations
       (account_id, id, invoice, item, purchase_order, purchase_order_item, receipt_item, quantity, created_at)
SELECT $1, a.id, $3, a.item, a.o, a.line, a.receipt, a.quantity, $8
  FROM unnest($2::uuid[], $4::int[], $5::uuid[], $6::uuid[], $7::uuid[], $9::numeric[]) AS a (id, item, o, line, receipt, quantity)
"""

CHARGE = """
INSERT INTO match_charges (account_id, invoice, purchase_order, kind, amount)
SELECT $1, $2, c.* FROM unnest($3::uuid[], $4::text[], $5::numeric[]) AS c
"""

FOUND = """
-- with the numbers and the orders by which a change of an order finds it, and the items by which a conversion does
WITH numbers AS (
  INSERT INTO match_numbers (account_id, company_id, number_key, invoice)
  SELECT $1, $3, n, $2 FROM unnest($7::text[]) AS n ON CONFLICT DO NOTHING
), gone_numbers AS (
  DELETE FROM match_numbers WHERE account_id = $1 AND invoice = $2 AND (number_key <> ALL($7) OR company_id <> $3)
), orders AS (
  INSERT INTO match_orders (account_id, purchase_order, invoice)
  SELECT $1, o, $2 FROM unnest($8::uuid[]) AS o ON CONFLICT DO NOTHING
), gone_orders AS (
  DELETE FROM match_orders WHERE account_id = $1 AND invoice = $2 AND purchase_order <> ALL($8)
), units AS (
  INSERT INTO match_units (account_id, company_id, vendor_id, item_key, invoice)
  SELECT $1, $3, $4, k, $2 FROM unnest($10::text[]) AS k WHERE $4::int IS NOT NULL ON CONFLICT DO NOTHING
), gone_units AS (
  DELETE FROM match_units WHERE account_id = $1 AND invoice = $2
     AND (item_key <> ALL($10) OR company_id <> $3 OR vendor_id IS DISTINCT FROM $4)
)
INSERT INTO matches (account_id, invoice, company_id, vendor_id, outcome, found, matched_at)
VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $9)
ON CONFLICT (account_id, invoice) DO UPDATE
   SET company_id = $3, vendor_id = $4, outcome = $5, found = $6::text::jsonb, matched_at = $9, stale = false
"""

NONE = """
-- without asking what there is: written where it is another than before
WITH numbers AS (
  INSERT INTO match_numbers (account_id, company_id, number_key, invoice)
  SELECT $1, $3, n, $2 FROM unnest($5::text[]) AS n ON CONFLICT DO NOTHING
), gone_numbers AS (
  DELETE FROM match_numbers WHERE account_id = $1 AND invoice = $2 AND (number_key <> ALL($5) OR company_id <> $3)
)
INSERT INTO matches AS m (account_id, invoice, company_id, vendor_id, outcome, found, matched_at)
VALUES ($1, $2, $3, $4, 'no_order', $6::text::jsonb, $7)
ON CONFLICT (account_id, invoice) DO UPDATE
   SET company_id = $3, vendor_id = $4, outcome = 'no_order', found = excluded.found, matched_at = $7, stale = false
 WHERE m.stale OR m.found <> excluded.found OR m.company_id <> $3 OR m.vendor_id IS DISTINCT FROM $4
"""

MARK = """
UPDATE matches m SET stale = true
  FROM invoices i
 WHERE m.account_id = $1 AND m.company_id = $2 AND NOT m.stale AND i.account_id = m.account_id AND i.id = m.invoice
   AND i.exported_at IS NULL AND i.state <> 'archived'
"""

FORGET = """
WITH numbers AS (DELETE FROM match_numbers WHERE account_id = $1 AND invoice = ANY($2)),
units AS (DELETE FROM match_units WHERE account_id = $1 AND invoice = ANY($2)),
found AS (DELETE FROM matches WHERE account_id = $1 AND invoice = ANY($2))
DELETE FROM match_orders WHERE account_id = $1 AND invoice = ANY($2) RETURNING purchase_order
"""

DECIDE = """
INSERT INTO match_decisions (account_id, invoice, item, outcome, numbers, decision, reason, decided_at, decided_by)
SELECT $1, $2, d.*, $6, $7, $8, $9 FROM unnest($3::int[], $4::text[], $5::bytea[]) AS d
ON CONFLICT DO NOTHING
"""

LINK = """
INSERT INTO match_links (account_id, invoice, item, purchase_order_item, created_at, created_by)
SELECT $1, $2, l.*, $5, $6 FROM unnest($3::int[], $4::uuid[]) AS l
ON CONFLICT (account_id, invoice, item) DO UPDATE
   SET purchase_order_item = excluded.purchase_order_item, created_at = $5, created_by = $6
"""

UNLINK = "DELETE FROM match_links WHERE account_id = $1 AND invoice = $2 AND item = ANY($3)"

REMEMBER = """
INSERT INTO match_memory (account_id, company_id, vendor_id, billed_key, ordered_key, confirmed_at, confirmed_by)
SELECT $1, $2, $3, m.*, $6, $7 FROM unnest($4::text[], $5::text[]) AS m
ON CONFLICT (account_id, company_id, vendor_id, billed_key) DO UPDATE
   SET ordered_key = excluded.ordered_key, confirmed_at = $6, confirmed_by = $7
"""


async def clear(tx: Transaction, invoices: Sequence[UUID]) -> None:
    """Nothing is allocated by these invoices any more; the counters are the caller's."""
    await tx.execute(CLEAR, tx.account_id, list(invoices))
    await tx.execute(CLEAR_CHARGES, tx.account_id, list(invoices))


async def allocate(tx: Transaction, invoice: UUID, allocations: Sequence[tuple[int, Allocation]]) -> None:
    """Of lines by their ids."""
    if allocations:
        await tx.execute(
            ALLOCATE,
            tx.account_id,
            [tx.new_id() for _ in allocations],
            invoice,
            [item for item, _ in allocations],
            [one.order for _, one in allocations],
            [one.order_line for _, one in allocations],
            [one.receipt_item for _, one in allocations],
            tx.now,
            [one.quantity for _, one in allocations],
        )


async def charge(tx: Transaction, invoice: UUID, charges: Sequence[tuple[UUID, Charge, Decimal]]) -> None:
    if charges:
        await tx.execute(CHARGE, tx.account_id, invoice, *(list(values) for values in zip(*charges, strict=True)))


async def keep_found(
    tx: Transaction,
    invoice: UUID,
    company_id: int,
    vendor_id: int | None,
    found: Found,
    text: bytes,
    orders: Iterable[UUID],
    converted: Iterable[str],
) -> None:
    """What was found; `text` is it as it is stored. `converted`: keys of items billed in another unit than ordered."""
    await tx.execute(
        FOUND,
        tx.account_id,
        invoice,
        company_id,
        vendor_id,
        found.match.outcome.value,
        text.decode(),
        sorted(set(found.named)),
        sorted(orders),
        tx.now,
        sorted(converted),
    )


async def keep_none(
    tx: Transaction, invoice: UUID, company_id: int, vendor_id: int | None, named: Iterable[str], text: bytes
) -> None:
    """That there is no order, with the keys of the numbers by which one that comes finds the invoice."""
    await tx.execute(NONE, tx.account_id, invoice, company_id, vendor_id, sorted(set(named)), text.decode(), tx.now)


async def mark_stale(tx: Transaction, company_id: int) -> None:
    """All that was found of a company's invoices that have not left for the ERP."""
    await tx.execute(MARK, tx.account_id, company_id)


async def forget(tx: Transaction, invoices: Sequence[UUID]) -> list[UUID]:
    """What was found of invoices that are compared with nothing any more; the orders that they were compared with."""
    rows = await tx.fetch(FORGET, tx.account_id, list(invoices)) if invoices else []
    return sorted({row["purchase_order"] for row in rows})


async def decide(
    tx: Transaction, invoice: UUID, decided: Sequence[Decided], decision: Ruling, reason: str, by: int | None
) -> None:
    """Once made, a decision stays; the same numbers are decided once."""
    await tx.execute(
        DECIDE,
        tx.account_id,
        invoice,
        [one.line for one in decided],
        [one.outcome.value for one in decided],
        [one.numbers for one in decided],
        decision.value,
        reason,
        tx.now,
        by,
    )


async def link(tx: Transaction, invoice: UUID, links: Sequence[tuple[int, UUID | None]], by: int | None) -> None:
    if links:
        items, lines = (list(values) for values in zip(*links, strict=True))
        await tx.execute(LINK, tx.account_id, invoice, items, lines, tx.now, by)


async def unlink(tx: Transaction, invoice: UUID, items: Sequence[int]) -> None:
    """What pairs them is found by comparison again."""
    await tx.execute(UNLINK, tx.account_id, invoice, list(items))


async def remember(
    tx: Transaction, company_id: int, vendor_id: int, pairs: Sequence[tuple[str, str]], by: int | None
) -> None:
    """(key as billed, key as ordered); the last one holds."""
    each = sorted(dict(pairs).items())
    if each:
        billed, ordered = (list(values) for values in zip(*each, strict=True))
        await tx.execute(REMEMBER, tx.account_id, company_id, vendor_id, billed, ordered, tx.now, by)
