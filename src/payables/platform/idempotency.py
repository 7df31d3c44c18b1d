"""Idempotency keys (contract/platform.md section 6): claim, work and answer are one transaction.

A second request with the same key waits for the first one's row for a moment, then is told that it is still running.
Only 2xx answers are kept: anything else rolls back, and the claim with it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.http.errors import AlreadyReported, IdempotencyKeyInProgress, IdempotencyKeyReused

NO_KEY = UUID(int=0)
KEPT_FOR = timedelta(hours=24)
LARGEST_KEPT = 64 * 1024

CLAIM = """
-- claim the key; a row older than its life is taken over
INSERT INTO idempotency_keys AS k (account_id, api_key_id, user_id, method, path, key, body_sha256, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (account_id, api_key_id, user_id, method, path, key)
DO UPDATE SET body_sha256 = $7, status = NULL, media_type = NULL, etag = NULL, body = NULL, created_at = $8
 WHERE k.created_at < $9
RETURNING 1
"""

READ = """
SELECT body_sha256, status, media_type, etag, body, created_at FROM idempotency_keys
 WHERE account_id = $1 AND api_key_id = $2 AND user_id = $3 AND method = $4 AND path = $5 AND key = $6
"""

KEEP = """
UPDATE idempotency_keys SET status = $7, media_type = $8, etag = $9, body = $10
 WHERE account_id = $1 AND api_key_id = $2 AND user_id = $3 AND method = $4 AND path = $5 AND key = $6
"""

FORGET = "DELETE FROM idempotency_keys WHERE created_at < $1"


@dataclass(frozen=True, slots=True)
class Claim:
    """Key of one request. Its scope is API key, API user, method and path: users of one account see different things, and
    one must not be told another's answer."""

    method: str
    path: str
    key: str
    body_sha256: bytes | None  # None for a body that is not JSON: such a key is single-use


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The first answer, to be replayed."""

    status: int
    media_type: str
    body: bytes
    etag: str | None = None
    at: datetime | None = None  # of the first request, once it is kept


async def claim(tx: Transaction, caller: Caller, wanted: Claim) -> KeptAnswer | None:
    """None when the work is ours to do. Raises the refusals of a reused, running or too large predecessor."""
    await tx.execute("SET LOCAL lock_timeout = '250ms'")
    try:
        mine = await tx.fetchval(CLAIM, *_key(caller, wanted), wanted.body_sha256, tx.now, tx.now - KEPT_FOR)
    except asyncpg.LockNotAvailableError as error:
        raise IdempotencyKeyInProgress from error
    await tx.execute("SET LOCAL lock_timeout = 0")
    return None if mine else await _kept(tx, caller, wanted)


async def _kept(tx: Transaction, caller: Caller, wanted: Claim) -> KeptAnswer:
    row = await tx.fetchrow(READ, *_key(caller, wanted))
    if row is None:
        raise IdempotencyKeyInProgress
    if wanted.body_sha256 is None or row["body_sha256"] != wanted.body_sha256:
        raise IdempotencyKeyReused
    if row["body"] is None:
        raise AlreadyReported
    return KeptAnswer(row["status"], row["media_type"], row["body"], row["etag"], row["created_at"])


async def keep(tx: Transaction, caller: Caller, done: Claim, answer: KeptAnswer, *, repeatable: bool = True) -> None:
    """Store the answer beside the work it belongs to; of one that is not to be repeated, only that there was one."""
    body = answer.body if repeatable and len(answer.body) <= LARGEST_KEPT else None
    await tx.execute(KEEP, *_key(caller, done), answer.status, answer.media_type, answer.etag, body)


def _key(caller: Caller, claim: Claim) -> tuple[object, ...]:
    return caller.account_id, _key_of(caller), caller.user_id, claim.method, claim.path, claim.key


def _key_of(caller: Caller) -> UUID:
    """Of people, who sign in without an API key, the id that no key has."""
    return caller.api_key_id or NO_KEY
