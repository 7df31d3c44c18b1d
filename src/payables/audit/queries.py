"""Reads of the trail and of its chain."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.audit.model import Chain, Entry, Filters, Recorded, Seal
from payables.kit.pages import Page
from payables.platform.db import Listed, Transaction

OF_SUBJECT = """
SELECT row_number() OVER (ORDER BY id)::int AS number, at, actor_id, action, before, after, message
  FROM audit_log WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 ORDER BY id
"""

ACTIONS_OF_MANY = """
SELECT DISTINCT subject_id, action FROM audit_log WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3)
"""

ACTORS_OF_MANY = """
-- who changed one of these fields of the subjects
SELECT DISTINCT subject_id, actor_id FROM audit_log
 WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3) AND actor_id IS NOT NULL AND after ?| $4::text[]
"""

CHANGERS = """
-- who has changed one of these fields, and when last
SELECT subject_type, subject_id, actor_id, max(at) AS at FROM audit_log
 WHERE account_id = $1 AND (subject_type, subject_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
   AND action = subject_type || '.updated' AND at > $4 AND actor_id IS NOT NULL AND after ?| $5::text[]
 GROUP BY subject_type, subject_id, actor_id
"""

ACTORS_SINCE = """
SELECT DISTINCT actor_id FROM audit_log
 WHERE account_id = $1 AND subject_type = $2 AND action = ANY($3) AND at > $4 AND actor_id IS NOT NULL
"""

ACTORS_AT = """
SELECT DISTINCT at, actor_id FROM audit_log
 WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 AND at = ANY($4) AND actor_id IS NOT NULL
"""

LAST = """
SELECT action, before FROM audit_log WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 ORDER BY id DESC LIMIT 1
"""

LISTED = """
-- the count stands apart: it needs no more than an index; only the entries of the page look for their seals
SELECT l.*, s.seq, s.hash, (SELECT count(*) FROM audit_log WHERE {matches}) AS total
  FROM (SELECT * FROM audit_log WHERE {matches} ORDER BY at DESC, id DESC LIMIT {limit} OFFSET {offset}) l
  LEFT JOIN audit_seals s ON s.account_id = l.account_id AND s.entry_id = l.id
 ORDER BY l.at DESC, l.id DESC
"""

ACCOUNTS_WITH_UNSEALED = """
-- from account to account, not from entry to entry: a backlog of millions is found as fast
WITH RECURSIVE waiting AS (
  (SELECT account_id FROM audit_unsealed ORDER BY account_id LIMIT 1)
  UNION ALL
  SELECT (SELECT u.account_id FROM audit_unsealed u WHERE u.account_id > w.account_id ORDER BY u.account_id LIMIT 1)
    FROM waiting w WHERE w.account_id IS NOT NULL)
SELECT account_id FROM waiting WHERE account_id IS NOT NULL
"""

ACCOUNTS_WITHOUT_HEAD = """
SELECT account_id FROM audit_chains WHERE seq > head_seq AND (head_at IS NULL OR head_at <= $1)
"""

CHAIN = "SELECT seq, hash FROM audit_chains WHERE account_id = $1"

SEALED = """
-- an entry that somebody took out of the trail leaves its seal behind
SELECT s.seq, s.hash, s.entry_id, l.at, l.actor_id, l.credential, l.request_id, l.action, l.subject_type, l.subject_id,
       l.before::text AS before, l.after::text AS after, l.message
  FROM audit_seals s LEFT JOIN audit_log l ON l.account_id = s.account_id AND l.id = s.entry_id
 WHERE s.account_id = $1 AND s.seq > $2 AND ($3::bigint IS NULL OR s.seq <= $3) ORDER BY s.seq LIMIT $4
"""

CONTRADICTED_END = """
-- whether the end of the chain, or the head signed last, is not what its seal says; as cheap with millions of seals
SELECT CASE
  WHEN c.seq > 0 AND NOT EXISTS (
    SELECT FROM audit_seals s WHERE s.account_id = c.account_id AND s.seq = c.seq AND s.hash = c.hash) THEN c.seq
  WHEN h.seq > 0 AND NOT EXISTS (
    SELECT FROM audit_seals s WHERE s.account_id = h.account_id AND s.seq = h.seq AND s.hash = h.hash) THEN h.seq
  END
  FROM audit_chains c
  LEFT JOIN LATERAL (
    SELECT * FROM audit_heads h WHERE h.account_id = c.account_id ORDER BY h.seq DESC, h.at DESC LIMIT 1) h ON true
 WHERE c.account_id = $1
"""

CONTRADICTED_HEAD = """
-- the first head whose seal says another hash, or is gone
SELECT h.seq FROM audit_heads h
 WHERE h.account_id = $1 AND h.seq > 0 AND NOT EXISTS (
   SELECT FROM audit_seals s WHERE s.account_id = h.account_id AND s.seq = h.seq AND s.hash = h.hash)
 ORDER BY h.seq LIMIT 1
"""

NEITHER_SEALED_NOR_WAITING = """
-- entries that were put into the trail past the program; below 0: so many were taken out of it
SELECT (SELECT count(*) FROM audit_log WHERE account_id = $1) - (SELECT count(*) FROM audit_seals WHERE account_id = $1)
       - (SELECT count(*) FROM audit_unsealed WHERE account_id = $1)
"""


async def actors_of_many(
    tx: Transaction, subject_type: str, subject_ids: list[str], fields: list[str]
) -> dict[str, frozenset[int]]:
    """By subject, everyone in whose entries one of these fields has a new value, whoever set it first included; subjects
    of nobody are not in it."""
    found: dict[str, set[int]] = {}
    for row in await tx.fetch(ACTORS_OF_MANY, tx.account_id, subject_type, subject_ids, fields):
        found.setdefault(row["subject_id"], set()).add(row["actor_id"])
    return {id: frozenset(actors) for id, actors in found.items()}


async def changers(
    tx: Transaction, subjects: Collection[tuple[str, str]], fields: Sequence[str], since: datetime
) -> dict[tuple[str, str], dict[int, datetime]]:
    """By subject (type and id), who has given one of these fields another value later than `since`, and when last. Of
    subjects whose changes are told as `<type>.updated`."""
    found: dict[tuple[str, str], dict[int, datetime]] = {}
    types, ids = [type_ for type_, _ in subjects], [id for _, id in subjects]
    for row in await tx.fetch(CHANGERS, tx.account_id, types, ids, since, list(fields)):
        found.setdefault((row["subject_type"], row["subject_id"]), {})[row["actor_id"]] = row["at"]
    return found


async def actors_since(tx: Transaction, subject_type: str, actions: list[str], since: datetime) -> frozenset[int]:
    """Who has done one of these to any subject of the type, later than that."""
    rows = await tx.fetch(ACTORS_SINCE, tx.account_id, subject_type, actions, since)
    return frozenset(row["actor_id"] for row in rows)


async def actors_at(
    tx: Transaction, subject_type: str, subject_id: object, instants: Sequence[datetime]
) -> dict[datetime, int]:
    """Who carried what was done to the subject at each of these instants."""
    rows = await tx.fetch(ACTORS_AT, tx.account_id, subject_type, str(subject_id), list(instants)) if instants else []
    return {row["at"]: row["actor_id"] for row in rows}


async def actions_of(tx: Transaction, subject_type: str, ids: Sequence[object]) -> dict[str, set[str]]:
    """Subject -> what has ever happened to it."""
    found: dict[str, set[str]] = {}
    for row in await tx.fetch(ACTIONS_OF_MANY, tx.account_id, subject_type, [str(id) for id in ids]):
        found.setdefault(row["subject_id"], set()).add(row["action"])
    return found


async def entries_of(tx: Transaction, subject_type: str, subject_id: object) -> list[Entry]:
    """The history of one subject, oldest first; numbers are stable because nothing is ever taken out."""
    return [Entry(**row) for row in await tx.fetch(OF_SUBJECT, tx.account_id, subject_type, str(subject_id))]


async def taken_away(tx: Transaction, subject_type: str, subject_id: object, action: str) -> dict[str, Any] | None:
    """What the subject was when it was deleted, if this `action` is the last thing that happened to it."""
    row = await tx.fetchrow(LAST, tx.account_id, subject_type, str(subject_id))
    return row["before"] if row and row["action"] == action else None


async def listed(tx: Transaction, wanted: Filters, page: Page) -> Listed:
    """Entries, newest first, with `seq` and `hash` of those that are sealed."""
    conditions = {
        "account_id = {}": tx.account_id,
        "subject_type = {}": wanted.subject_type,
        "subject_id = {}": wanted.subject_id,
        "action = {}": wanted.action,
        "actor_id = {}::bigint": wanted.actor_id,
        "at >= {}": wanted.start,
        "at <= {}": wanted.end,
    }
    asked = {condition: value for condition, value in conditions.items() if value is not None}
    matches = " AND ".join(condition.format(f"${place}") for place, condition in enumerate(asked, 1))
    limit, offset = f"${len(asked) + 1}", f"${len(asked) + 2}"
    return await tx.page(LISTED.format(matches=matches, limit=limit, offset=offset), page, *asked.values())


async def accounts_with_unsealed(connection: Any) -> list[UUID]:
    """Needs an operator's connection."""
    return [row["account_id"] for row in await connection.fetch(ACCOUNTS_WITH_UNSEALED)]


async def accounts_without_head(connection: Any, since: datetime) -> list[UUID]:
    """Whose chain has grown and whose last head is from `since` or before. Needs an operator's connection."""
    return [row["account_id"] for row in await connection.fetch(ACCOUNTS_WITHOUT_HEAD, since)]


async def chain_of(tx: Transaction) -> Chain | None:
    """The end of the account's chain; None before its first entry was sealed."""
    row = await tx.fetchrow(CHAIN, tx.account_id)
    return Chain(row["seq"], row["hash"]) if row else None


async def sealed(tx: Transaction, after: int, last: int | None, most: int) -> list[tuple[Seal, Recorded | None]]:
    """Entries behind number `after`, up to `last` or the end, in the order of the chain; None for one that is gone."""
    found: list[tuple[Seal, Recorded | None]] = []
    for row in await tx.fetch(SEALED, tx.account_id, after, last, most):
        seq, hash, *entry = row
        found.append((Seal(seq, row["entry_id"], hash), None if row["action"] is None else Recorded(*entry)))
    return found


async def contradicted_end(tx: Transaction) -> int | None:
    """The number of the entry for which the end of the chain or the last head says another hash than its seal."""
    return await tx.fetchval(CONTRADICTED_END, tx.account_id)


async def contradicted_head(tx: Transaction) -> int | None:
    """As `contradicted_end`, of all heads that were ever signed."""
    return await tx.fetchval(CONTRADICTED_HEAD, tx.account_id)


async def neither_sealed_nor_waiting(tx: Transaction) -> int:
    """How many entries are in the trail that the chain does not know of; negative for those that are gone from it."""
    return await tx.fetchval(NEITHER_SEALED_NOR_WAITING, tx.account_id)
