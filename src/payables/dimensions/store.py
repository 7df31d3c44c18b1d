"""Writes of dimensions."""

from collections.abc import Sequence

import asyncpg

from payables.dimensions.model import Dimension
from payables.platform.db import Transaction

INSERT = """
INSERT INTO dimensions (account_id, company_id, created_at, updated_at, id, erp_type, ottimate_type, name, code,
                        reference_id, erp_dimension_id)
SELECT $1, $2, $3, $3, x.*
  FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[]) AS x
ON CONFLICT DO NOTHING
RETURNING id
"""

UPDATE = """
UPDATE dimensions d
   SET updated_at = $3, erp_type = x.erp_type, ottimate_type = x.ottimate_type, name = x.name, code = x.code,
       erp_dimension_id = x.erp_dimension_id
  FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
       AS x (id, erp_type, ottimate_type, name, code, reference_id, erp_dimension_id)
 WHERE d.account_id = $1 AND d.company_id = $2 AND d.id = x.id
"""

# Always in the same order, so that two bulks over the same dimensions wait for each other rather than for ever.
LOCK = """
SELECT id, company_id, erp_type, ottimate_type, name, code, reference_id, erp_dimension_id, created_at, updated_at
  FROM dimensions WHERE account_id = $1 AND company_id = $2 AND reference_id = ANY($3)
 ORDER BY reference_id FOR NO KEY UPDATE
"""

HOLDERS = """
SELECT d.id, d.reference_id, d.ottimate_type, d.erp_dimension_id
  FROM unnest($3::text[], $4::text[], $5::text[]) AS x (reference_id, ottimate_type, erp_dimension_id)
  JOIN dimensions d ON d.account_id = $1 AND d.company_id = $2
   AND d.ottimate_type = x.ottimate_type AND d.erp_dimension_id = x.erp_dimension_id
   AND d.reference_id <> x.reference_id
"""

DELETE = "DELETE FROM dimensions WHERE account_id = $1 AND company_id = $2 AND id = ANY($3) RETURNING *"

SAME = """
SELECT id, reference_id FROM dimensions
 WHERE account_id = $1 AND company_id = $2
   AND (reference_id = $3 OR (ottimate_type = $4 AND erp_dimension_id = $5))
 ORDER BY reference_id = $3 DESC LIMIT 1
"""


async def insert(tx: Transaction, company_id: int, dimensions: Sequence[Dimension]) -> set[str]:
    """The ids that were inserted; the others met a dimension with the same reference or ERP id."""
    rows = sorted(dimensions, key=lambda dimension: dimension.reference_id)
    inserted = await tx.fetch(INSERT, tx.account_id, company_id, tx.now, *_arrays(rows))
    return {row["id"] for row in inserted}


async def update(tx: Transaction, company_id: int, dimensions: Sequence[Dimension]) -> None:
    await tx.execute(UPDATE, tx.account_id, company_id, tx.now, *_arrays(dimensions))


async def lock_by_reference(tx: Transaction, company_id: int, reference_ids: Sequence[str]) -> dict[str, Dimension]:
    rows = await tx.fetch(LOCK, tx.account_id, company_id, list(reference_ids))
    return {row["reference_id"]: Dimension(**row) for row in rows}


async def holders(tx: Transaction, company_id: int, dimensions: Sequence[Dimension]) -> dict[tuple[str, str], str]:
    """(type, ERP id) -> id of the dimension of another reference that has them already."""
    rows = await tx.fetch(
        HOLDERS,
        tx.account_id,
        company_id,
        [d.reference_id for d in dimensions],
        [d.ottimate_type for d in dimensions],
        [d.erp_dimension_id for d in dimensions],
    )
    return {(row["ottimate_type"], row["erp_dimension_id"]): row["id"] for row in rows}


async def same(tx: Transaction, dimension: Dimension) -> asyncpg.Record | None:
    """Id and reference of the dimension that an insert met; None if it was withdrawn in this very moment."""
    return await tx.fetchrow(
        SAME,
        tx.account_id,
        dimension.company_id,
        dimension.reference_id,
        dimension.ottimate_type,
        dimension.erp_dimension_id,
    )


async def delete(tx: Transaction, company_id: int, dimension_ids: Sequence[str]) -> list[asyncpg.Record]:
    """The rows that were deleted. The caller knows that nothing names them."""
    return await tx.fetch(DELETE, tx.account_id, company_id, dimension_ids)


def _arrays(dimensions: Sequence[Dimension]) -> list[list[str]]:
    names = ("id", "erp_type", "ottimate_type", "name", "code", "reference_id", "erp_dimension_id")
    return [[getattr(dimension, name) for dimension in dimensions] for name in names]
