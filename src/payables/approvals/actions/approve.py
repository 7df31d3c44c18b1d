"""A person approves a subject (contract/invoices-and-catalog.md section 4.4).

Every decision, whoever takes it and in whatever way, goes this road: read the records (queries/decisions.py), let
rules/decide.py find what the decision does (`decision=` for a decline, `also=` for records of others that the person may
decide), and write that with store/decisions.py, write_decision.
"""

from datetime import datetime

from payables.approvals.actions.check_escalation import check_escalation
from payables.approvals.model import Verdict
from payables.approvals.queries import decisions
from payables.approvals.queries.seats import seats_of_others
from payables.approvals.rules.decide import decide
from payables.approvals.store import decisions as store
from payables.approvals.store.stand_ins import sign
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
    records = await decisions.of_subject(tx, subject)
    others = {} if force else await seats_of_others(tx, records, approver_id, authors=authors)
    others = await check_escalation(tx, records, others, approver_id=approver_id, entered_at=entered_at)
    verdict = decide(
        records,
        approver_id=approver_id,
        authors=authors,
        self_approval=await decisions.self_approval_allowed(tx),
        force=force,
        comment=comment,
        also=others.keys(),
    )
    await store.write_decision(tx, subject, verdict, comment, content_sha256, stood_for)
    await sign(tx, approver_id, {record.id: others[record.id] for record in verdict.records if record.id in others})
    return verdict
