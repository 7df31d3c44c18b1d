"""What an export would take, and what it comes to, looked at before it locks anything."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from payables.invoices.model import Status
from payables.invoices.queries.counted import SIGN
from payables.invoices.queries.lists import STATUS_FILTERS
from payables.invoices.queries.records import JOINED, SEEN, Seen, seen_of
from payables.platform.caller import Caller, Scope
from payables.platform.db import Transaction

READY = f"""
{SEEN} {JOINED}
 WHERE i.account_id = $1 AND i.company_id = $2 AND ($3::int IS NULL OR i.location_id = $3)
   AND ($4::int[] IS NULL OR i.company_id = ANY($4)) AND ($5::int[] IS NULL OR i.location_id = ANY($5))
   AND ($6::uuid[] IS NULL OR i.id = ANY($6) OR i.invoice_id = ANY($7))
   AND {STATUS_FILTERS[Status.READY_FOR_EXPORT]}
 ORDER BY i.id LIMIT $8
"""

# Of invoices `i` that are grouped by currency: what a batch in an ERP is compared with. What is credited is taken off.
CONTROL_TOTAL = f"""
       i.currency, count(*) AS count,
       coalesce(sum({SIGN} * i.total_amount), 0) AS total
"""

READY_TOTALS = f"""
SELECT {CONTROL_TOTAL} {JOINED}
 WHERE i.account_id = $1 AND ($2::int IS NULL OR i.company_id = $2)
   AND ($3::int[] IS NULL OR i.company_id = ANY($3)) AND ($4::int[] IS NULL OR i.location_id = ANY($4))
   AND {STATUS_FILTERS[Status.READY_FOR_EXPORT]}
 GROUP BY i.currency ORDER BY i.currency
"""


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """Number and sum of invoices in one currency; credit memos count below zero."""

    currency: str
    count: int
    total: Decimal


async def ready_totals(tx: Transaction, scope: Scope, company_id: int | None) -> list[ControlTotal]:
    """Of all that could be exported now; the company has been checked by the caller."""
    rows = await tx.fetch(READY_TOTALS, tx.account_id, company_id, scope.companies, scope.locations)
    return [ControlTotal(**row) for row in rows]


async def look_at_ready(
    tx: Transaction,
    caller: Caller,
    company_id: int,
    location_id: int | None,
    ids: tuple[list[UUID], list[int]] | None,
    most: int,
) -> list[Seen]:
    """At most so many within the caller's access, of those that are named or of all, in the order in which exports take
    them. They may be others by the time they are locked."""
    uuids, invoice_ids = ids or (None, None)
    scope = caller.scope
    place = (company_id, location_id, scope.companies, scope.locations)
    return [seen_of(row) for row in await tx.fetch(READY, tx.account_id, *place, uuids, invoice_ids, most)]
