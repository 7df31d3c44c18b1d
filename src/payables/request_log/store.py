"""Writes of the request log. They go past the requests' own transactions, over all accounts together: an operator's
connection."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.request_log.model import LoggedRequest

COLUMNS = LoggedRequest.__struct_fields__

INSERT = """
INSERT INTO request_log (account_id, id, at, api_key_id, client_id, user_id, method, path, route, query, status, error,
                         duration_us, idempotency_key, replayed, request_bytes, answer_bytes, request_body, answer_body)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::int[], $7::text[], $8::text[],
                     $9::text[], $10::text[], $11::int[], $12::text[], $13::int[], $14::text[], $15::boolean[],
                     $16::bigint[], $17::bigint[], $18::text[], $19::text[])
"""

COUNT_DROPPED = """
INSERT INTO request_log_gaps AS g (account_id, hour, dropped)
SELECT account, date_trunc('hour', $1::timestamptz, 'UTC'), dropped
  FROM unnest($2::uuid[], $3::bigint[]) AS x (account, dropped)
ON CONFLICT (account_id, hour) DO UPDATE SET dropped = g.dropped + excluded.dropped
"""

# By the index of each account: that by time alone (BRIN) finds the rows of a span, as FORGET asks for them, and no first one.
OLDEST = """
SELECT min(oldest.at) FROM accounts a CROSS JOIN LATERAL (
  SELECT at FROM request_log r WHERE r.account_id = a.account_id ORDER BY at LIMIT 1) oldest
"""

FORGET = """
-- the time has a beginning too: what was deleted just now still lies before it, and is not gone through again
DELETE FROM request_log WHERE ctid = ANY(ARRAY(
  SELECT ctid FROM request_log WHERE at >= $1 AND at < $2 LIMIT $3))
"""

FORGET_GAPS = "DELETE FROM request_log_gaps WHERE hour < $1"


async def insert(connection: Any, rows: Sequence[LoggedRequest]) -> None:
    await connection.execute(INSERT, *([getattr(row, name) for row in rows] for name in COLUMNS))


async def count_dropped(connection: Any, now: datetime, dropped: Mapping[UUID, int]) -> None:
    await connection.execute(COUNT_DROPPED, now, list(dropped), list(dropped.values()))


async def oldest(connection: Any) -> datetime | None:
    return await connection.fetchval(OLDEST)


async def forget(connection: Any, since: datetime, before: datetime, most: int) -> int:
    """How many of that time are gone now."""
    return int((await connection.execute(FORGET, since, before, most)).removeprefix("DELETE "))


async def forget_gaps(connection: Any, before: datetime) -> None:
    await connection.execute(FORGET_GAPS, before)
