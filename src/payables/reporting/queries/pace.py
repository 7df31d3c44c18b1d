"""How fast documents go through the house, and how many without a hand on them, by weeks or months."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from payables.invoices.queries.counted import APPROVED_BY_HAND, FINISHED, TOUCHED
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.reporting.rules.periods import Per, Period

PLACE = """
       i.account_id = $1 AND ($2::int[] IS NULL OR i.company_id = ANY($2))
   AND ($3::int[] IS NULL OR i.location_id = ANY($3)) AND i.company_id = $4
   AND ($5::int IS NULL OR i.location_id = $5) AND ($6::text IS NULL OR i.source = $6)
"""

# Of whole seconds: the duration that a half, or nine of ten, did not exceed. A duration counts when it has ended.
TAKEN = """
SELECT '{what}' AS what, date_trunc($9, i.{until} AT TIME ZONE 'UTC')::date AS step, count(*) AS count,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM i.{until} - i.{since})::bigint) AS median,
       percentile_disc(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM i.{until} - i.{since})::bigint) AS p90
  FROM invoices i
 WHERE {place} AND i.{until} >= $7 AND i.{until} < $8 AND {finished}
 GROUP BY GROUPING SETS ((2), ())
"""
SPANS = {
    "entered_to_approved": ("created_at", "approved_at"),
    "approved_to_exported": ("approved_at", "exported_at"),
    "entered_to_exported": ("created_at", "exported_at"),
}
CYCLE = " UNION ALL ".join(
    TAKEN.format(what=what, since=since, until=until, place=PLACE, finished=FINISHED)
    for what, (since, until) in SPANS.items()
)

HANDS = f"""
WITH finished AS MATERIALIZED (
  SELECT date_trunc($9, i.approved_at AT TIME ZONE 'UTC')::date AS step, {TOUCHED} AS touched, {APPROVED_BY_HAND} AS decided
    FROM invoices i
   WHERE {PLACE} AND i.approved_at >= $7 AND i.approved_at < $8 AND {FINISHED}
)
SELECT step, count(*) AS count, count(*) FILTER (WHERE NOT touched) AS touchless,
       count(*) FILTER (WHERE NOT touched AND NOT decided) AS unattended
  FROM finished GROUP BY GROUPING SETS ((step), ())
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Asked:
    """Company and location have been checked; `source` is how documents came in."""

    company_id: int
    period: Period
    per: Per
    location_id: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """How many documents came to an end of a way, and the seconds that half of them and nine of ten did not exceed."""

    count: int
    median: int | None
    p90: int | None


@dataclass(frozen=True, slots=True)
class Hands:
    """Documents that were approved and are; those without a hand on them; and of these the ones that nobody approved."""

    count: int
    touchless: int
    unattended: int


NOTHING_TAKEN = Taken(0, None, None)
NO_HANDS = Hands(0, 0, 0)


async def cycle_times(tx: Transaction, scope: Scope, asked: Asked) -> dict[date | None, dict[str, Taken]]:
    """First day of the week or month (None: of all the period) -> SPANS -> figures; what had none is left out."""
    found: dict[date | None, dict[str, Taken]] = {}
    for row in await _asked(tx, CYCLE, scope, asked):
        found.setdefault(row["step"], {})[row["what"]] = Taken(row["count"], row["median"], row["p90"])
    return found


async def hands(tx: Transaction, scope: Scope, asked: Asked) -> dict[date | None, Hands]:
    """The same of touches."""
    rows = await _asked(tx, HANDS, scope, asked)
    return {row["step"]: Hands(row["count"], row["touchless"], row["unattended"]) for row in rows}


async def _asked(tx: Transaction, sql: str, scope: Scope, asked: Asked) -> list[Any]:
    place = (scope.companies, scope.locations, asked.company_id, asked.location_id, asked.source)
    return await tx.fetch(sql, tx.account_id, *place, asked.period.start, asked.period.end, asked.per.value)
