"""Batches of variances. They speak of a company as a whole."""

from dataclasses import dataclass
from typing import Any

from payables.catalog.model import VarianceBatch, parse_batch_ref
from payables.kit.dates import Window
from payables.kit.errors import NotFound
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction

FIELDS = tuple(VarianceBatch.__dataclass_fields__)

LISTED = """
SELECT {columns}, count(*) OVER () AS total FROM variance_batches
 WHERE {matches} ORDER BY exported_at DESC NULLS FIRST, id DESC LIMIT {limit} OFFSET {offset}
"""

LOCKED = f"""
SELECT {", ".join(FIELDS)} FROM variance_batches
 WHERE account_id = $1 AND id = $2 AND ($3::int[] IS NULL OR company_id = ANY($3)) FOR UPDATE
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Wanted:
    """`exported`: True for what the contract lists, False for drafts."""

    company_id: int
    exported: bool
    batch_number: str | None
    window: Window


async def listed(tx: Transaction, wanted: Wanted, page: Page) -> tuple[int, list[VarianceBatch]]:
    args: list[Any] = [tx.account_id, wanted.company_id]
    conditions = ["account_id = $1", "company_id = $2"]
    conditions.append(f"exported_at IS {'NOT ' if wanted.exported else ''}NULL")
    window = wanted.window
    asked = {"batch_number =": wanted.batch_number, "exported_at >=": window.start, "exported_at <=": window.end}
    for condition, value in asked.items():
        if value is not None:
            args.append(value)
            conditions.append(f"{condition} ${len(args)}")
    sql = LISTED.format(
        columns=", ".join(FIELDS),
        matches=" AND ".join(conditions),
        limit=f"${len(args) + 1}",
        offset=f"${len(args) + 2}",
    )
    found = await tx.page(sql, page, *args)
    return found.total, [batch_of(row) for row in found.rows]


async def load_for_update(tx: Transaction, scope: Scope, ref: str) -> VarianceBatch:
    """By ctb_123 or its number. Raises NotFound for what does not exist or lies outside account or scope."""
    id = parse_batch_ref(ref)
    row = await tx.fetchrow(LOCKED, tx.account_id, id, scope.companies) if id else None
    if row is None:
        raise NotFound(what="variance batch")
    return batch_of(row)


def batch_of(row: Any) -> VarianceBatch:
    return VarianceBatch(**{name: row[name] for name in FIELDS})
