"""Writes of settings and tolerances."""

from payables.matching.model import OrdersNeeded
from payables.matching.queries.tolerances import LIMITS, ToleranceRow
from payables.platform.db import Transaction

SETTINGS = """
INSERT INTO matching_settings (account_id, company_id, orders_needed, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (account_id, company_id) DO UPDATE SET orders_needed = $3, updated_at = $4, updated_by = $5
"""

INSERT = f"""
INSERT INTO matching_tolerances
       (account_id, id, company_id, vendor_id, category, created_at, created_by, updated_at, updated_by, {", ".join(LIMITS)})
VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $7, {", ".join(f"${n}" for n in range(8, 8 + len(LIMITS)))})
ON CONFLICT DO NOTHING RETURNING id
"""  # noqa: S608

UPDATE = f"""
UPDATE matching_tolerances SET version = version + 1, updated_at = $3, updated_by = $4,
       ({", ".join(LIMITS)}) = ROW({", ".join(f"${n}::numeric" for n in range(5, 5 + len(LIMITS)))})
 WHERE account_id = $1 AND id = $2
"""  # noqa: S608

DELETE = "DELETE FROM matching_tolerances WHERE account_id = $1 AND id = $2"


async def write_settings(tx: Transaction, company_id: int, needed: OrdersNeeded) -> None:
    await tx.execute(SETTINGS, tx.account_id, company_id, needed.value, tx.now, tx.actor.user_id)


async def insert(tx: Transaction, row: ToleranceRow) -> bool:
    """Whether there was none of this vendor, category or company yet."""
    limits = [getattr(row.limits, name) for name in LIMITS]
    place = (row.company_id, row.vendor_id, row.category)
    return await tx.fetchval(INSERT, tx.account_id, row.id, *place, tx.now, tx.actor.user_id, *limits) is not None


async def update(tx: Transaction, row: ToleranceRow) -> None:
    limits = [getattr(row.limits, name) for name in LIMITS]
    await tx.execute(UPDATE, tx.account_id, row.id, tx.now, tx.actor.user_id, *limits)


async def delete(tx: Transaction, row: ToleranceRow) -> None:
    await tx.execute(DELETE, tx.account_id, row.id)
