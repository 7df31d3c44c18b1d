"""Reads of custom fields, and the values of records checked against them."""

from collections.abc import Collection, Mapping
from typing import Any

import asyncpg

from payables.custom_fields.model import FieldSpec, FieldType, NumberFields, Resolution, Subject
from payables.custom_fields.rules.effective import effective
from payables.custom_fields.rules.read import read_fields
from payables.kit.errors import FieldError
from payables.kit.pages import Page
from payables.platform.db import Listed, Transaction

COLUMNS = """s.key, s.subject, s.type, s.label, s.required, s.default_value AS "default", s.choices, s.active,
       s.company AS company_id"""

SPECS = f"""
SELECT {COLUMNS} FROM custom_field_specs s
 WHERE s.account_id = $1 AND (s.company IS NULL OR s.company = ANY($2)) ORDER BY s.id
"""  # noqa: S608

LISTED = f"""
-- of one company what holds there: its own field before the account's of the same key
SELECT {COLUMNS}, count(*) OVER () AS total
  FROM custom_field_specs s
 WHERE s.account_id = $1 AND s.active AND ($2::text IS NULL OR s.subject = $2)
   AND (s.company IS NULL OR $3::int[] IS NULL OR s.company = ANY($3))
   AND ($4::int IS NULL OR s.company IS NOT DISTINCT FROM $4 OR s.company IS NULL AND NOT EXISTS (
         SELECT FROM custom_field_specs own
          WHERE own.account_id = $1 AND own.company = $4 AND own.subject = s.subject AND own.key = s.key AND own.active))
 ORDER BY s.created_at DESC, s.id DESC LIMIT $5 OFFSET $6
"""  # noqa: S608

PRESENT = f"""
SELECT s.id, c.key AS company, {COLUMNS}
  FROM custom_field_specs s LEFT JOIN companies c ON c.account_id = s.account_id AND c.id = s.company
 WHERE s.account_id = $1 ORDER BY s.id
"""  # noqa: S608

# Whether a record of the companies has a value beyond `valid`; every value counts where `valid` is null.
HELD = """
   AND ($2::int[] IS NULL OR i.company_id = ANY($2)) AND NOT i.company_id = ANY($3)
   AND x.custom_fields ->> $4 IS NOT NULL AND ($5::text[] IS NULL OR NOT x.custom_fields ->> $4 = ANY($5)))
"""
USED: dict[Subject, str] = {
    Subject.INVOICE: f"""
SELECT EXISTS (SELECT FROM invoices i, LATERAL (SELECT i.custom_fields) x
 WHERE i.account_id = $1 {HELD}""",  # noqa: S608
    Subject.ITEM: f"""
SELECT EXISTS (SELECT FROM invoice_items x JOIN invoices i ON i.account_id = x.account_id AND i.id = x.invoice
 WHERE x.account_id = $1 {HELD}""",  # noqa: S608
    Subject.GL_SPLIT: f"""
SELECT EXISTS (SELECT FROM invoice_splits x JOIN invoices i ON i.account_id = x.account_id AND i.id = x.invoice
 WHERE x.account_id = $1 {HELD}""",  # noqa: S608
    Subject.PURCHASE_ORDER: f"""
SELECT EXISTS (SELECT FROM purchase_orders i, LATERAL (SELECT i.custom_fields) x
 WHERE i.account_id = $1 {HELD}""",  # noqa: S608
}


NO_FIELDS = "This account has no such custom fields: leave custom_fields out."


async def specs(tx: Transaction, company_ids: Collection[int]) -> list[FieldSpec]:
    """Of the account and of these companies, those out of use too."""
    return [_spec(row) for row in await tx.once(SPECS, tx.account_id, sorted(company_ids))]


async def listed(
    tx: Transaction, companies: list[int] | None, company_id: int | None, subject: Subject | None, page: Page
) -> Listed:
    """Those in use: all that an API user sees, or those that hold for one company. Newest created first."""
    found = await tx.page(LISTED, page, tx.account_id, subject, companies, company_id)
    return Listed(found.total, found.rows)


async def resolve_all(
    tx: Transaction, company_id: int, wanted: Mapping[str, tuple[Subject, Mapping[str, Any] | None]]
) -> Resolution:
    """Values of several objects in one statement: path ("items[2].custom_fields") -> subject and what was sent.

    Nothing (null) that was sent is answered by the defaults. Faults are at path.KEY, or at the path itself
    (no_custom_fields) where there are no fields and some were sent.
    """
    known = await specs(tx, [company_id])
    fields = {subject: effective(known, company_id, subject) for subject in {s for s, _ in wanted.values()}}
    resolution = Resolution()
    for path, (subject, sent) in wanted.items():
        if fields[subject]:
            values, faults = read_fields(fields[subject], sent or {}, path)
            resolution.found[path] = values or None
            resolution.faults.extend(faults)
        else:
            resolution.found[path] = None
            if sent is not None:
                resolution.faults.append(FieldError(path, NO_FIELDS, "no_custom_fields"))
    return resolution


async def number_fields(tx: Transaction, company_ids: Collection[int]) -> NumberFields:
    """Which stored values of these companies' records are numbers."""
    found = NumberFields()
    for spec in await specs(tx, company_ids):
        found.of_company[spec.company_id, spec.subject, spec.key] = spec.type is FieldType.NUMBER
    return found


async def present_fields(tx: Transaction) -> list[dict[str, Any]]:
    """All of the account's, those out of use too, each with the key of its company."""
    return [dict(row) for row in await tx.fetch(PRESENT, tx.account_id)]


async def is_used(
    tx: Transaction, subject: Subject, key: str, companies: list[int] | None, others: list[int], valid: list[str] | None
) -> bool:
    """Whether a record of these companies (all, if None) but the `others` has a value that is not among the valid."""
    sql = USED.get(subject)
    return sql is not None and await tx.fetchval(sql, tx.account_id, companies, others, key, valid)


def _spec(row: asyncpg.Record) -> FieldSpec:
    return FieldSpec(
        key=row["key"],
        subject=Subject(row["subject"]),
        type=FieldType(row["type"]),
        label=row["label"],
        required=row["required"],
        default=row["default"],
        choices=tuple(row["choices"]),
        company_id=row["company_id"],
        active=row["active"],
    )
