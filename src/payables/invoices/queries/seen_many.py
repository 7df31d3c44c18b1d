"""Invoices by their ids, with the names that stand beside them; nothing is locked."""

from uuid import UUID

from payables.invoices.queries.records import JOINED, SEEN, Seen, seen_of
from payables.platform.caller import Caller
from payables.platform.db import Transaction

MANY = f"""
{SEEN} {JOINED}
 WHERE i.account_id = $1 AND (i.id = ANY($2::uuid[]) OR i.invoice_id = ANY($3::int[]))
   AND ($4::int[] IS NULL OR i.company_id = ANY($4)) AND ($5::int[] IS NULL OR i.location_id = ANY($5))
"""


async def seen_many(tx: Transaction, caller: Caller, uuids: list[UUID], invoice_ids: list[int]) -> list[Seen]:
    """Those of them that the caller may see; locks nothing."""
    scope = caller.scope
    rows = await tx.fetch(MANY, tx.account_id, uuids, invoice_ids, scope.companies, scope.locations)
    return [seen_of(row) for row in rows]
