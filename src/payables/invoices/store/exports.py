"""Invoices on their way to the ERP, and the claims of export jobs on them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from payables.invoices.model import Claim, Reason, State
from payables.platform.db import Transaction

MARK_EXPORTED = """
UPDATE invoices i
   SET exported_at = $2, export_transaction_id = x.transaction_id, export_job = NULL, version = version + 1,
       updated_at = $2, updated_by = $3
  FROM unnest($4::uuid[], $5::text[]) AS x (id, transaction_id)
 WHERE i.account_id = $1 AND i.id = x.id AND i.state = 'approved' AND i.exported_at IS NULL
"""

INSERT_CLAIMS = """
INSERT INTO export_claims (account_id, job, invoice, position, outcome, code, reason, claimed_at, settled_at)
SELECT $1, $2, x.*, $3::timestamptz, CASE x.outcome WHEN 'claimed' THEN NULL ELSE $3 END
  FROM unnest($4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[]) AS x (invoice, position, outcome, code, reason)
"""

ENTER_EXPORT = """
UPDATE invoices SET export_job = $2, updated_at = $3, updated_by = $4
 WHERE account_id = $1 AND id = ANY($5) AND export_job IS NULL
"""

LEAVE_EXPORT = """
UPDATE invoices SET export_job = NULL, updated_at = $3, updated_by = $4
 WHERE account_id = $1 AND export_job = $2 AND id = ANY($5)
"""

REJECT_EXPORT = """
UPDATE invoices i
   SET export_job = NULL, state = x.state, reasons = i.reasons || x.reason, approved_at = NULL, version = version + 1,
       updated_at = $3, updated_by = $4
  FROM unnest($5::uuid[], $6::text[], $7::jsonb[]) AS x (id, state, reason)
 WHERE i.account_id = $1 AND i.export_job IS NOT DISTINCT FROM $2 AND i.id = x.id
"""

SETTLE_CLAIMS = """
UPDATE export_claims c
   SET outcome = x.outcome, code = x.code, reason = x.reason, transaction_id = x.transaction_id, settled_at = $2
  FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[])
    AS x (job, invoice, outcome, code, reason, transaction_id)
 WHERE c.account_id = $1 AND c.job = x.job AND c.invoice = x.invoice AND c.outcome = 'claimed'
"""

MARK_UNEXPORTED = """
UPDATE invoices i
   SET exported_at = NULL, export_transaction_id = NULL, state = x.state,
       approved_at = CASE x.state WHEN 'approved' THEN i.approved_at END, flag_reason = x.flag_reason,
       version = version + 1, updated_at = $2, updated_by = $3
  FROM unnest($4::uuid[], $5::text[], $6::text[]) AS x (id, state, flag_reason)
 WHERE i.account_id = $1 AND i.id = x.id AND i.exported_at IS NOT NULL
"""

# The job's file does not speak for the invoice any more, whoever exports it next.
RELEASE_UNEXPORTED = """
UPDATE export_claims SET outcome = 'released', code = 'unexported', reason = 'Marked unexported.', settled_at = $2
 WHERE account_id = $1 AND invoice = ANY($3) AND outcome = 'exported'
"""


async def mark_exported(tx: Transaction, transaction_ids: dict[UUID, str | None]) -> None:
    """Invoice -> the ERP's transaction id."""
    await tx.execute(
        MARK_EXPORTED,
        tx.account_id,
        tx.now,
        tx.actor.user_id,
        list(transaction_ids.keys()),
        list(transaction_ids.values()),
    )


async def insert_claims(tx: Transaction, job: UUID, claims: Sequence[Claim]) -> None:
    """What an export job has taken, and what it could not take."""
    columns = [
        [getattr(claim, name) for claim in claims] for name in ("invoice", "position", "outcome", "code", "reason")
    ]
    await tx.execute(INSERT_CLAIMS, tx.account_id, job, tx.now, *columns)


async def settle_claims(tx: Transaction, claims: Sequence[Claim]) -> None:
    """How live claims have ended."""
    names = ("job", "invoice", "outcome", "code", "reason", "transaction_id")
    columns = [[getattr(claim, name) for claim in claims] for name in names]
    await tx.execute(SETTLE_CLAIMS, tx.account_id, tx.now, *columns)


async def enter_export(tx: Transaction, job: UUID, invoices: Sequence[UUID]) -> None:
    """From now on the invoices are the job's."""
    await tx.execute(ENTER_EXPORT, tx.account_id, job, tx.now, tx.actor.user_id, invoices)


async def leave_export(tx: Transaction, job: UUID, invoices: Sequence[UUID]) -> None:
    """They can be exported again."""
    await tx.execute(LEAVE_EXPORT, tx.account_id, job, tx.now, tx.actor.user_id, invoices)


async def reject_export(tx: Transaction, job: UUID | None, targets: dict[UUID, tuple[State, Reason]]) -> None:
    """Invoice -> the state it goes to, and the reason that is added to it. Without a job those that none has."""
    states = [state for state, _ in targets.values()]
    reasons = [[msgspec.to_builtins(reason)] for _, reason in targets.values()]
    await tx.execute(REJECT_EXPORT, tx.account_id, job, tx.now, tx.actor.user_id, list(targets.keys()), states, reasons)


async def mark_unexported(tx: Transaction, targets: dict[UUID, tuple[State, str | None]]) -> None:
    """Invoice -> the state it goes back to, and the reason of its flag."""
    await tx.execute(
        MARK_UNEXPORTED,
        tx.account_id,
        tx.now,
        tx.actor.user_id,
        list(targets.keys()),
        [state for state, _ in targets.values()],
        [reason for _, reason in targets.values()],
    )
    await tx.execute(RELEASE_UNEXPORTED, tx.account_id, tx.now, list(targets.keys()))
