"""A person approves a subject (contract/invoices-and-catalog.md section 4.4).

Every decision, whoever takes it and in whatever way, goes this road: read the records (queries/decisions.py), let
rules/decide.py find what the decision does (actions/weigh.py), and write that with store/decisions.py, write_decision.
"""

from datetime import datetime

from payables.approvals.actions.weigh import weigh
from payables.approvals.model import Decision, Verdict
from payables.approvals.store import decisions as store
from payables.approvals.store.stand_ins import sign
from payables.notices.actions.mark_answered import mark_answered
from payables.notices.model import Subject
from payables.platform.db import Transaction


async def approve(
    tx: Transaction,
    subject: Subject,
    *,
    approver_id: int,
    authors: frozenset[int],
    force: bool,
    comment: str | None,
    content_sha256: bytes,
    stood_for: bytes,
    entered_at: datetime,
) -> Verdict:
    """Writes the decision; `complete` tells whether anything is missing. The caller holds the subject's lock, and has asked
    queries/decisions.py, stood_for, whether those before saw the same."""
    verdict, others = await weigh(
        tx,
        subject,
        Decision.APPROVED,
        approver_id=approver_id,
        authors=authors,
        entered_at=entered_at,
        force=force,
        comment=comment,
    )
    await store.write_decision(tx, subject, verdict, comment, content_sha256, stood_for)
    await sign(tx, approver_id, {record.id: others[record.id] for record in verdict.records if record.id in others})
    mark_answered(tx, subject, approver_id)
    return verdict
