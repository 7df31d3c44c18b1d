"""Where an invoice stands in a list, and what stands beside it: nobody reads a list for that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.invoices.queries.lists import Wanted, conditions_of
from payables.platform.caller import Caller
from payables.platform.db import Transaction

NEIGHBOURS = """
-- all is counted in one walk; the neighbours end at the first row that matches
SELECT (SELECT i.id {of} AND (i.created_at, i.id) > ({here}) ORDER BY i.created_at, i.id LIMIT 1) AS previous,
       (SELECT i.id {of} AND (i.created_at, i.id) < ({here}) ORDER BY i.created_at DESC, i.id DESC LIMIT 1) AS next, c.*
  FROM (SELECT count(*) AS total, count(*) FILTER (WHERE (i.created_at, i.id) > ({here})) AS before,
               coalesce(bool_or((i.created_at, i.id) = ({here})), false) AS stands {of}) c
"""
OF = """FROM invoices i LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id WHERE {matches}"""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`position` counts from 1, None where the invoice is not in the list; then its neighbours are those between which it would
    stand."""

    count: int
    position: int | None
    previous: UUID | None
    next: UUID | None


async def neighbours(tx: Transaction, caller: Caller, wanted: Wanted, here: tuple[datetime, UUID]) -> Neighbours:
    """In the order of lists: newest created first."""
    args: list[Any] = [tx.account_id]
    matches = " AND ".join(["i.account_id = $1", *await conditions_of(tx, caller, wanted, args)])
    place = f"${len(args) + 1}::timestamptz, ${len(args) + 2}::uuid"
    row = await tx.fetchrow(NEIGHBOURS.format(of=OF.format(matches=matches), here=place), *args, *here)
    assert row is not None
    return Neighbours(row["total"], row["before"] + 1 if row["stands"] else None, row["previous"], row["next"])
