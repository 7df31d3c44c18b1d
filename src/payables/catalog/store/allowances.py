"""Writes of allowances: many in one statement. The caller holds the rows of their entries."""

from collections.abc import Sequence
from typing import Any

from payables.catalog.model import Allowance
from payables.catalog.store.prices import as_text
from payables.platform.db import Transaction

COLUMNS = {
    "id": "int",
    "entry": "int",
    "allowance_type": "text",
    "target": "smallint",
    "group_id": "int",
    "location_id": "int",
    "amount": "numeric",
    "unit_allowance": "numeric",
    "start_date": "date",
    "end_date": "date",
    "reference_id": "text",
    "data": "text",
    "version": "int",
}
ROWS = f"""unnest({", ".join(f"${n}::{kind}[]" for n, kind in enumerate(COLUMNS.values(), 5))})
    AS x ({", ".join(COLUMNS)})"""
READ = {name: "x.data::jsonb" if name == "data" else f"x.{name}" for name in COLUMNS}

INSERT = f"""
INSERT INTO catalog_allowances (account_id, company_id, created_at, created_by, updated_at, updated_by, {", ".join(COLUMNS)})
SELECT $1, $2, $3, $4, $3, $4, {", ".join(READ.values())} FROM {ROWS}
"""  # noqa: S608

UPDATE = f"""
UPDATE catalog_allowances a SET updated_at = $3, updated_by = $4,
       {", ".join(f"{name} = {value}" for name, value in READ.items() if name not in ("id", "entry"))}
  FROM {ROWS} WHERE a.account_id = $1 AND a.company_id = $2 AND a.id = x.id
"""  # noqa: S608


async def insert(tx: Transaction, company_id: int, allowances: Sequence[Allowance]) -> None:
    if allowances:
        await tx.execute(INSERT, *_arguments(tx, company_id, allowances))


async def update(tx: Transaction, company_id: int, allowances: Sequence[Allowance]) -> None:
    if allowances:
        await tx.execute(UPDATE, *_arguments(tx, company_id, allowances))


def _arguments(tx: Transaction, company_id: int, allowances: Sequence[Allowance]) -> list[Any]:
    return [tx.account_id, company_id, tx.now, tx.actor.user_id, *zip(*map(_row, allowances), strict=True)]


def _row(one: Allowance) -> tuple[Any, ...]:
    place = (int(one.place.target), one.place.group_id, one.place.location_id)
    money, days = (one.amount, one.unit_allowance), (one.start, one.end)
    return (
        one.id,
        one.entry,
        one.allowance_type,
        *place,
        *money,
        *days,
        one.reference_id,
        as_text(one.data),
        one.version,
    )
