"""Reads of the request log."""

from typing import Any
from uuid import UUID

import asyncpg

from payables.platform.db import Transaction
from payables.request_log.model import Kept, LoggedRequest, Wanted

BODIES = ("request_body", "answer_body")  # long, and shown of one request only
SHORT = ", ".join(f"r.{name}" for name in LoggedRequest.__struct_fields__ if name not in BODIES)

SHOWN = """
SELECT {columns}, k.label AS api_key_label, c.name AS client_name
  FROM request_log r
  LEFT JOIN api_keys k ON k.account_id = r.account_id AND k.id = r.api_key_id
  LEFT JOIN oauth_clients c ON c.account_id = r.account_id AND c.id = r.client_id
"""
LISTED = SHOWN + " WHERE {matches} ORDER BY r.at DESC, r.id DESC LIMIT {limit}"
ONE = SHOWN.format(columns="r.*") + " WHERE r.account_id = $1 AND r.id = $2"

# Older than that row, in the order of the list; nothing is older than one that is forgotten.
BEFORE = "(r.at, r.id) < (SELECT b.at, b.id FROM request_log b WHERE b.account_id = r.account_id AND b.id = {})"

DROPPED = """
-- of the hours that the window touches
SELECT coalesce(sum(dropped), 0)::bigint FROM request_log_gaps
 WHERE account_id = $1 AND ($2::timestamptz IS NULL OR hour > $2 - interval '1 hour')
   AND ($3::timestamptz IS NULL OR hour <= $3)
"""


async def kept(tx: Transaction, wanted: Wanted, limit: int) -> Kept:
    asked = {condition: value for condition, value in _conditions(tx, wanted).items() if value is not None}
    matches = " AND ".join(condition.format(f"${place}") for place, condition in enumerate(asked, 1))
    sql = LISTED.format(columns=SHORT, matches=matches, limit=f"${len(asked) + 1}")
    rows = [dict(row) for row in await tx.fetch(sql, *asked.values(), limit + 1)]
    dropped = await tx.fetchval(DROPPED, tx.account_id, wanted.start, wanted.end)
    return Kept(rows[:limit], len(rows) > limit, dropped)


async def one(tx: Transaction, id: UUID) -> asyncpg.Record | None:
    return await tx.fetchrow(ONE, tx.account_id, id)


def _conditions(tx: Transaction, wanted: Wanted) -> dict[str, Any]:
    lowest, highest = wanted.statuses or (None, None)
    return {
        "r.account_id = {}": tx.account_id,
        "r.api_key_id = {}": wanted.api_key_id,
        "r.client_id = {}": wanted.client_id,
        "r.user_id = {}::int": wanted.user_id,
        "r.method = {}": wanted.method,
        "strpos(r.path, {}) > 0": wanted.path,
        "r.status >= {}": lowest,
        "r.status <= {}": highest,
        "r.error = {}": wanted.error,
        "r.id = {}": wanted.id,
        "r.at >= {}": wanted.start,
        "r.at <= {}": wanted.end,
        BEFORE: wanted.before,
    }
