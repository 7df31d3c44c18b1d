"""Writes of duplicates: fingerprints, the locks that simultaneous entries wait at, and pairs.

Order of locks: the rows of invoices first (in id order), then keys (in their order), then nothing that waits. Work on
many invoices locks the rows of all of them, then the keys of all of them (actions/lock_keys.py), and only then writes;
what is locked again for each single one is held already. Pairs point at fingerprints and not at invoices, so that
writing one never waits for somebody who works on the other invoice.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from payables.duplicates.model import Compared, Pair, PairStatus
from payables.duplicates.rules.keys import Keys
from payables.platform.db import Transaction

# Many keys share a row that is waited at: an account has no more of them than this, and strangers seldom meet.
LOCKS = 2**16

LOCK = f"""
-- those it is about to have and those it had; whoever comes second waits for the first to commit. A row that is there is
-- locked and, for the condition, not written: no dead row is left behind.
INSERT INTO duplicate_keys (account_id, key)
SELECT $1, key FROM (
  SELECT (unnest($3::bigint[]) & {LOCKS - 1})::int AS key
  UNION SELECT (unnest(ARRAY[number_key, day_key]) & {LOCKS - 1})::int FROM duplicate_fingerprints
         WHERE account_id = $1 AND invoice = ANY($2::uuid[])) keys
 WHERE key IS NOT NULL ORDER BY key
ON CONFLICT (account_id, key) DO UPDATE SET key = excluded.key WHERE false
"""  # noqa: S608

CANDIDATE = """
SELECT invoice, location_id, vendor_id, vendor_read, number, currency, total, tax, invoice_date, digest, claimed_at
  FROM duplicate_fingerprints
 WHERE account_id = $1 AND live AND invoice <> $2
"""

CLAIM = f"""
-- Candidates are the nearest few by each way that two can be alike, however many invoices share a key. An invoice that
-- changed stands behind all it could double, whatever the clocks say; one that is only looked at again keeps its place.
WITH own AS (
  SELECT claimed_at FROM duplicate_fingerprints WHERE account_id = $1 AND invoice = $2
),
found AS (
  ({CANDIDATE} AND number_key = $11 AND invoice_date >= $10 ORDER BY invoice_date, claimed_at LIMIT $19)
  UNION
  ({CANDIDATE} AND number_key = $11 AND invoice_date < $10 ORDER BY invoice_date DESC, claimed_at DESC LIMIT $19)
  UNION
  ({CANDIDATE} AND number_key = $11 AND (invoice_date IS NULL OR $10::date IS NULL) LIMIT $19)
  UNION
  ({CANDIDATE} AND day_key = $12 AND signature = $14 AND folded = $13 ORDER BY claimed_at LIMIT $19)
  UNION
  ({CANDIDATE} AND day_key = $12 AND signature = ANY($15) AND vendor_token = $20 LIMIT $19)
  UNION
  ({CANDIDATE} AND day_key = $12 AND ($13 = '' OR signature = $14) AND vendor_token = $20 LIMIT $19)
),
kept AS (
  INSERT INTO duplicate_fingerprints AS held (account_id, invoice, company_id, location_id, type, vendor_id,
      vendor_read, vendor_token, number, currency, total, tax, invoice_date, number_key, day_key, folded, signature,
      digest, live, claimed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $20, $8, $9, $16, $17, $10, $11, $12, $13, $14, $18, true,
          greatest($21::timestamptz, (SELECT max(claimed_at) + interval '1 microsecond' FROM found)))
  ON CONFLICT (account_id, invoice) DO UPDATE
     SET location_id = excluded.location_id, type = excluded.type, vendor_id = excluded.vendor_id,
         vendor_read = excluded.vendor_read, vendor_token = excluded.vendor_token, number = excluded.number,
         currency = excluded.currency, total = excluded.total, tax = excluded.tax,
         invoice_date = excluded.invoice_date, number_key = excluded.number_key, day_key = excluded.day_key,
         folded = excluded.folded, signature = excluded.signature, digest = excluded.digest, live = true,
         claimed_at = CASE WHEN held.live AND held.digest = excluded.digest THEN held.claimed_at
                           ELSE excluded.claimed_at END
  RETURNING claimed_at
)
SELECT kept.claimed_at AS own_claimed_at, (SELECT claimed_at FROM own) AS known_since, found.*,
       v.name_key, v.tax_id AS vendor_tax_id, v.erp_vendor_name, l.name AS location,
       o.name_key AS own_name_key, o.tax_id AS own_tax_id, o.erp_vendor_name AS own_vendor_name, here.name AS own_location
  FROM kept
  LEFT JOIN found ON true
  LEFT JOIN vendors v ON v.account_id = $1 AND v.id = found.vendor_id
  LEFT JOIN vendors o ON o.account_id = $1 AND o.id = $6
  LEFT JOIN locations l ON l.account_id = $1 AND l.id = found.location_id
  LEFT JOIN locations here ON here.account_id = $1 AND here.id = $4
"""  # noqa: S608

KEEP_PLACE = "UPDATE duplicate_fingerprints SET claimed_at = $3 WHERE account_id = $1 AND invoice = $2"

LEAVE = "UPDATE duplicate_fingerprints SET live = false WHERE account_id = $1 AND invoice = ANY($2)"

WRITE_PAIRS = """
INSERT INTO duplicate_pairs (account_id, one, other, later, company_id, kind, scenario, score, reasons, status, digest,
                             found_at)
SELECT $1, one, other, later, $2, kind, scenario, score, reasons::jsonb, 'open', digest, $3
  FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::float8[], $10::text[], $11::bytea[])
    AS x (one, other, later, kind, scenario, score, reasons, digest)
ON CONFLICT (account_id, one, other) DO UPDATE
   SET later = excluded.later, kind = excluded.kind, scenario = excluded.scenario, score = excluded.score,
       reasons = excluded.reasons, digest = excluded.digest, status = 'open', resolved_at = NULL, resolved_by = NULL,
       comment = NULL
"""

CLOSE = """
UPDATE duplicate_pairs
   SET status = $4, resolved_at = $5, resolved_by = $6, comment = $7
 WHERE account_id = $1 AND one = ANY($2) AND other = ANY($3) AND (one, other) IN (SELECT unnest($2), unnest($3))
"""

REOPEN = """
UPDATE duplicate_pairs SET status = 'open', resolved_at = NULL, resolved_by = NULL, comment = NULL
 WHERE account_id = $1 AND one = $2 AND other = $3
"""

CLOSE_ALL_OF = """
UPDATE duplicate_pairs SET status = 'resolved', resolved_at = $3
 WHERE account_id = $1 AND (one = ANY($2) OR other = ANY($2)) AND status = 'open' RETURNING later
"""

# Of each of the ways in which candidates are looked for. Fifty copies of one invoice still name the first of them.
MOST_CANDIDATES = 10


async def lock_keys(tx: Transaction, invoices: Sequence[UUID], keys: Sequence[int] = ()) -> None:
    """Wait for, and keep out, everybody who enters, changes or puts away an invoice that could be alike."""
    await tx.execute(LOCK, tx.account_id, list(invoices), list(keys))


async def claim(tx: Transaction, compared: Compared, keys: Keys, digest: bytes) -> list[Any]:
    """Writes the fingerprint; rows of CANDIDATE with the names of vendors and locations and `own_...` beside them, at least
    one row, whose `invoice` is None when there is no candidate. The caller has locked the keys."""
    vendor = compared.vendor
    return await tx.fetch(
        CLAIM,
        tx.account_id,
        compared.invoice,
        compared.company_id,
        compared.location_id,
        compared.type,
        vendor.id,
        vendor.name,
        compared.number,
        compared.currency,
        compared.date,
        keys.number,
        keys.day,
        keys.folded,
        keys.signature,
        keys.near,
        compared.total,
        compared.tax,
        digest,
        MOST_CANDIDATES,
        vendor.token,
        tx.now,
    )


async def keep_place(tx: Transaction, invoice: UUID, since: datetime) -> None:
    """Before whoever came after that instant, though it has changed."""
    await tx.execute(KEEP_PLACE, tx.account_id, invoice, since)


async def leave(tx: Transaction, invoices: Sequence[UUID]) -> list[UUID]:
    """They are nobody's duplicate any more, and nobody is theirs. Returns the invoices that stood behind others."""
    await tx.execute(LEAVE, tx.account_id, list(invoices))
    rows = await tx.fetch(CLOSE_ALL_OF, tx.account_id, list(invoices), tx.now)
    return [row["later"] for row in rows]


async def write_pairs(tx: Transaction, company_id: int, pairs: Sequence[Pair]) -> None:
    """As open ones, in place of what was known of the same two invoices."""
    if not pairs:
        return
    await tx.execute(
        WRITE_PAIRS,
        tx.account_id,
        company_id,
        tx.now,
        [pair.one for pair in pairs],
        [pair.other for pair in pairs],
        [pair.later for pair in pairs],
        [pair.kind for pair in pairs],
        [pair.scenario for pair in pairs],
        [pair.score for pair in pairs],
        [msgspec.json.encode(pair.reasons).decode() for pair in pairs],
        [pair.digest for pair in pairs],
    )


async def close_pairs(
    tx: Transaction, pairs: Sequence[Pair], status: PairStatus, *, by: int | None = None, comment: str | None = None
) -> None:
    if pairs:
        ones, others = [pair.one for pair in pairs], [pair.other for pair in pairs]
        await tx.execute(CLOSE, tx.account_id, ones, others, status, tx.now, by, comment)


async def reopen_pair(tx: Transaction, pair: Pair) -> None:
    await tx.execute(REOPEN, tx.account_id, pair.one, pair.other)
