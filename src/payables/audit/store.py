"""Writes of the trail and of its chain."""

from payables.audit.model import Chain, Change, Recorded, Seal, SignedHead
from payables.platform.db import Transaction

INSERT = """
-- entries, each with its note that it is not sealed yet
WITH written AS (
  INSERT INTO audit_log (account_id, id, at, actor_id, credential, request_id,
                         action, subject_type, subject_id, before, after, message)
  SELECT $1, x.id, $2, $3, $4, $5, x.action, x.subject_type, x.subject_id, x.before, x.after, x.message
    FROM unnest($6::uuid[], $7::text[], $8::text[], $9::text[], $10::jsonb[], $11::jsonb[], $12::text[])
         AS x (id, action, subject_type, subject_id, before, after, message)
  RETURNING account_id, id)
INSERT INTO audit_unsealed (account_id, id) SELECT account_id, id FROM written
"""

BEGIN_CHAIN = "INSERT INTO audit_chains (account_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING"

LOCK_CHAIN = "SELECT seq, hash FROM audit_chains WHERE account_id = $1 FOR UPDATE"
LOCK_CHAIN_IF_FREE = f"{LOCK_CHAIN} SKIP LOCKED"

TAKE_UNSEALED = """
-- the next entries to be sealed; a row is missing from `l` only if somebody took it out of the trail meanwhile
WITH taken AS (
  DELETE FROM audit_unsealed
   WHERE account_id = $1
     AND id = ANY (ARRAY(SELECT id FROM audit_unsealed WHERE account_id = $1 ORDER BY id LIMIT $2))
  RETURNING id)
SELECT t.id, l.at, l.actor_id, l.credential, l.request_id, l.action, l.subject_type, l.subject_id,
       l.before::text AS before, l.after::text AS after, l.message
  FROM taken t LEFT JOIN audit_log l ON l.account_id = $1 AND l.id = t.id ORDER BY t.id
"""

INSERT_SEALS = """
INSERT INTO audit_seals (account_id, seq, entry_id, hash)
SELECT $1, x.seq, x.entry_id, x.hash FROM unnest($2::bigint[], $3::uuid[], $4::bytea[]) AS x (seq, entry_id, hash)
"""

MOVE_CHAIN = "UPDATE audit_chains SET seq = $2, hash = $3 WHERE account_id = $1"

INSERT_HEAD = """
INSERT INTO audit_heads (account_id, seq, at, hash, public_key, signature)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
"""
NOTE_HEAD = "UPDATE audit_chains SET head_seq = $2, head_at = $3 WHERE account_id = $1"


async def insert_changes(tx: Transaction, changes: list[Change]) -> None:
    await tx.execute(
        INSERT,
        tx.account_id,
        tx.now,
        tx.actor.user_id,
        tx.actor.credential,
        tx.actor.request_id,
        [tx.new_id() for _ in changes],
        [c.action for c in changes],
        [c.subject_type for c in changes],
        [c.subject_id for c in changes],
        [c.before for c in changes],
        [c.after for c in changes],
        [c.message for c in changes],
    )


async def lock_chain(tx: Transaction, genesis: bytes, *, wait: bool) -> Chain | None:
    """The end of the chain, which only this transaction may continue; None while another seals and `wait` is not wanted."""
    await tx.execute(BEGIN_CHAIN, tx.account_id, genesis)
    row = await tx.fetchrow(LOCK_CHAIN if wait else LOCK_CHAIN_IF_FREE, tx.account_id)
    return Chain(row["seq"], row["hash"]) if row else None


async def take_unsealed(tx: Transaction, most: int) -> list[Recorded | None]:
    """Oldest first; None for an entry that has left the trail before it was sealed."""
    rows = await tx.fetch(TAKE_UNSEALED, tx.account_id, most)
    return [None if row["action"] is None else Recorded(**row) for row in rows]


async def insert_seals(tx: Transaction, seals: list[Seal]) -> None:
    """One after another, behind the end of the locked chain; the last becomes its end."""
    columns = [seal.seq for seal in seals], [seal.entry_id for seal in seals], [seal.hash for seal in seals]
    await tx.execute(INSERT_SEALS, tx.account_id, *columns)
    await tx.execute(MOVE_CHAIN, tx.account_id, seals[-1].seq, seals[-1].hash)


async def insert_head(tx: Transaction, chain: Chain, signed: SignedHead) -> None:
    """Of the locked chain, signed at the transaction's instant."""
    await tx.execute(INSERT_HEAD, tx.account_id, chain.seq, tx.now, chain.hash, signed.public_key, signed.signature)
    await tx.execute(NOTE_HEAD, tx.account_id, chain.seq, tx.now)
