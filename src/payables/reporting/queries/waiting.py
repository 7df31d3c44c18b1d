"""Which decisions are waited for, with whom and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from payables.invoices.queries.counted import ASKED
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.reporting.model import WAITING_HOURS


def _is_of(longer: int | None, most: int | None) -> str:
    """Exactly a day is still `days_1_3`, as the list behind it with `waiting_since_to` has it."""
    bounds = [f"since > $6::timestamptz - interval '{most} hours'"] if most else []
    return " AND ".join([*bounds, *([f"since <= $6::timestamptz - interval '{longer} hours'"] if longer else [])])


_COUNTS = ",\n         ".join(f"count(*) FILTER (WHERE {_is_of(*of)}) AS {name}" for name, of in WAITING_HOURS.items())

# Whoever is asked twice over one invoice waits for one. Where nobody is asked it waits since it was last changed.
WAITING = f"""
WITH pending AS MATERIALIZED (
  SELECT i.account_id, i.id, i.updated_at FROM invoices i
   WHERE i.account_id = $1 AND ($2::int[] IS NULL OR i.company_id = ANY($2))
     AND ($3::int[] IS NULL OR i.location_id = ANY($3)) AND i.company_id = $4
     AND ($5::int IS NULL OR i.location_id = $5) AND i.state = 'pending_approval'
), turns AS MATERIALIZED (
  SELECT x.approver_id AS person, i.id, min(coalesce(x.waiting_since, i.updated_at)) AS since
    FROM pending i LEFT JOIN LATERAL ({ASKED.format(columns="a.approver_id, a.waiting_since")}) x ON true
   GROUP BY 1, 2
), longest AS (SELECT id, min(since) AS since FROM turns GROUP BY 1
), aged AS (
  SELECT person, false AS is_sum, since FROM turns UNION ALL SELECT NULL, true, since FROM longest
), told AS MATERIALIZED (
  SELECT person, is_sum, count(*) AS count, min(since) AS oldest,
         {_COUNTS}
    FROM aged GROUP BY 1, 2
)
(SELECT t.*, count(*) OVER () AS total, s.stand_in_id AS stand_in FROM told t
   LEFT JOIN LATERAL (
        SELECT stand_in_id FROM stand_ins s
         WHERE s.account_id = $1 AND s.user_id = t.person AND s.ended_at IS NULL AND s.starts_at <= $6
           AND (s.ends_at IS NULL OR s.ends_at > $6) ORDER BY s.starts_at DESC LIMIT 1) s ON true
  WHERE NOT t.is_sum ORDER BY t.oldest, t.person NULLS LAST LIMIT $7 OFFSET $8)
UNION ALL
SELECT t.*, (SELECT count(*) FROM told WHERE NOT is_sum), NULL FROM told t WHERE t.is_sum
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Ages:
    """How many invoices wait how long."""

    count: int
    oldest: datetime | None
    under_1_day: int
    days_1_3: int
    days_3_7: int
    days_7_14: int
    over_14_days: int


NONE_WAITS = Ages(0, None, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Waits:
    """With whom: None is nobody in particular."""

    person: int | None
    stand_in: int | None
    ages: Ages


@dataclass(frozen=True, slots=True)
class Waiting:
    """One page of people, the longest waiting first; how many people there are, and each invoice once by its longest wait."""

    count: int
    people: list[Waits]
    all: Ages


async def waiting(tx: Transaction, scope: Scope, company_id: int, location_id: int | None, page: Page) -> Waiting:
    """In one statement. Company and location have been checked by the caller."""
    asked = (scope.companies, scope.locations, company_id, location_id, tx.now, page.limit, page.offset)
    rows = await tx.fetch(WAITING, tx.account_id, *asked)
    people = [Waits(row["person"], row["stand_in"], _ages(row)) for row in rows if not row["is_sum"]]
    every = next((_ages(row) for row in rows if row["is_sum"]), NONE_WAITS)
    return Waiting(rows[0]["total"] if rows else 0, people, every)


def _ages(row: Any) -> Ages:
    return Ages(**{name: row[name] for name in Ages.__dataclass_fields__})
