"""How readings turned out: what was read of papers that somebody has looked at, and whether it stood."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from payables.learning.model.papers import Judged, JudgedPaper, Truth
from payables.learning.rules.same_value import same_value
from payables.platform.db import Transaction

OUTCOMES = """
-- the newest first; what was archived may be no invoice at all
SELECT p.upload_id, i.company_id, i.location_id, i.vendor_id, p.changed_at,
       (SELECT jsonb_object_agg(f.key, f.value) FROM jsonb_each(p.fields) AS f WHERE f.key = ANY($2)) AS fields
  FROM read_papers p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice
 WHERE p.account_id = $1 AND i.state <> 'archived' AND ($4::uuid[] IS NULL OR p.upload_id = ANY($4))
 ORDER BY p.changed_at DESC, p.invoice LIMIT $3
"""


async def outcomes(
    tx: Transaction, names: Sequence[str], most: int, uploads: Sequence[UUID] | None = None
) -> list[JudgedPaper]:
    """Of the account's newest papers, or those of these uploads, at most so many; also what nobody has looked at, marked by its
    `how`."""
    rows = await tx.fetch(OUTCOMES, tx.account_id, list(names), most, None if uploads is None else list(uploads))
    return [_paper(row) for row in rows]


def _paper(row: Any) -> JudgedPaper:
    fields = _judged(row["fields"] or {})
    return JudgedPaper(row["upload_id"], row["company_id"], row["location_id"], fields, row["vendor_id"])


def _judged(fields: object) -> dict[str, Judged]:
    known = msgspec.convert(fields, dict[str, Truth])
    return {name: _one(name, truth) for name, truth in known.items()}


def _one(name: str, truth: Truth) -> Judged:
    entered = truth.value if truth.entered is msgspec.UNSET else truth.entered
    return Judged(
        truth.confidence if truth.read is not None else None,
        truth.read is not None and same_value(name, truth.read, truth.value),
        same_value(name, entered, truth.value) and truth.value is not None,
        truth.how,
        truth.at,
        truth.by,
    )
