"""A person declines a subject: nothing else is decided any more until it was looked at again."""

from datetime import datetime

from payables.approvals.actions.weigh import weigh
from payables.approvals.model import Decision, Verdict
from payables.approvals.store import decisions as store
from payables.approvals.store.stand_ins import sign
from payables.notices.actions.mark_answered import mark_answered
from payables.notices.model import Subject
from payables.platform.db import Transaction


async def decline(
    tx: Transaction,
    subject: Subject,
    *,
    approver_id: int,
    authors: frozenset[int],
    reason: str,
    content_sha256: bytes,
    entered_at: datetime,
) -> Verdict:
    """The same road as approving (actions/approve.py). The caller holds the subject's lock."""
    verdict, others = await weigh(
        tx, subject, Decision.DECLINED, approver_id=approver_id, authors=authors, entered_at=entered_at
    )
    await store.write_decision(tx, subject, verdict, reason, content_sha256)
    await sign(tx, approver_id, {record.id: others[record.id] for record in verdict.records if record.id in others})
    mark_answered(tx, subject, approver_id)
    return verdict
