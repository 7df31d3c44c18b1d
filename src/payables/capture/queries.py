"""Reads of uploads."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from payables.capture.rules.channel import Channel, channel_of, iban_of
from payables.kit.pages import Page
from payables.platform.caller import Caller
from payables.platform.db import Listed, Transaction

# Two statements rather than one with a switch in it: the short list has an index of its own.
MATCHES = """
 u.account_id = $1 AND ($2::int[] IS NULL OR u.company_id = ANY($2)) AND ($3::int[] IS NULL OR u.location_id = ANY($3))
   AND ($4::int IS NULL OR u.location_id = $4)
"""
STILL_OF_INTEREST = "AND u.status IN ('queued', 'processing', 'failed')"

# The same bytes came for another location before, and nobody has brought their invoice to this one since
FROM_ELSEWHERE = """
 u.status = 'duplicate' AND EXISTS (
   SELECT FROM uploads o WHERE o.account_id = u.account_id AND o.id = u.duplicate_of AND o.location_id <> u.location_id)
   AND NOT EXISTS (SELECT FROM invoices i WHERE i.account_id = u.account_id AND i.upload_id = u.duplicate_of
                                            AND i.location_id = u.location_id)
"""

# The count stands apart: a window over the rows would carry all of them. A duplicate shows its original and that one's
# invoices, as far as the caller may see them.
LISTED = """
SELECT u.id, u.filename, u.status, u.created_at, u.pages, u.location_id, l.name AS location,
       u.failure_code, u.failure_message, o.id AS duplicate_of, p.name AS original_location,
       {elsewhere} AS from_elsewhere,
       ARRAY(SELECT i.id FROM invoices i
              WHERE i.account_id = u.account_id AND i.upload_id = coalesce(u.duplicate_of, u.id)
                AND ($2::int[] IS NULL OR i.company_id = ANY($2)) AND ($3::int[] IS NULL OR i.location_id = ANY($3))
              ORDER BY i.id) AS invoices,
       (SELECT count(*) FROM uploads u WHERE {matches}) AS total
  FROM uploads u JOIN locations l ON l.account_id = u.account_id AND l.id = u.location_id
  LEFT JOIN uploads o ON o.account_id = u.account_id AND o.id = u.duplicate_of
        AND ($2::int[] IS NULL OR o.company_id = ANY($2)) AND ($3::int[] IS NULL OR o.location_id = ANY($3))
  LEFT JOIN locations p ON p.account_id = o.account_id AND p.id = o.location_id
 WHERE {matches}
 ORDER BY u.created_at DESC, u.id DESC LIMIT $5 OFFSET $6
"""
ALL = LISTED.format(matches=MATCHES, elsewhere=FROM_ELSEWHERE)
UNFINISHED_AND_FAILED = LISTED.format(matches=MATCHES + STILL_OF_INTEREST, elsewhere=FROM_ELSEWHERE)
ELSEWHERE = LISTED.format(matches=f"{MATCHES} AND {FROM_ELSEWHERE}", elsewhere="true")

PAPERS = """
-- what was read from these uploads, and from those that joined the invoices of them
SELECT coalesce(u.duplicate_of, u.id) AS first, r.reading -> 'method' AS method, r.reading -> 'fields' AS fields
  FROM uploads u JOIN readings r ON r.account_id = u.account_id AND r.upload_id = u.id
 WHERE u.account_id = $1 AND u.status = 'processed' AND (u.id = ANY($2) OR u.duplicate_of = ANY($2))
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the documents that an invoice was read from."""

    channel: Channel
    iban: str | None


async def papers_of(tx: Transaction, uploads: Sequence[UUID]) -> dict[UUID, list[Paper]]:
    """First upload -> its document and those that joined it."""
    found: dict[UUID, list[Paper]] = {}
    for row in await tx.fetch(PAPERS, tx.account_id, list(uploads)):
        paper = Paper(channel_of(row["method"]), iban_of(row["fields"] or {}))
        found.setdefault(row["first"], []).append(paper)
    return found


async def uploads(
    tx: Transaction, caller: Caller, page: Page, *, location_id: int | None, finished_too: bool, elsewhere: bool
) -> Listed:
    """Newest first, within the caller's scope; the location has been checked. `elsewhere`: only those that were not read
    because the same bytes had come for another location."""
    sql = ELSEWHERE if elsewhere else ALL if finished_too else UNFINISHED_AND_FAILED
    return await tx.page(sql, page, tx.account_id, caller.scope.companies, caller.scope.locations, location_id)
