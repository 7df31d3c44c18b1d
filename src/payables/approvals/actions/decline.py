"""A person declines a subject: nothing else is decided any more until it was looked at again."""

from payables.approvals.model import Decision, Verdict
from payables.approvals.queries import decisions
from payables.approvals.queries.seats import seats_of_others
from payables.approvals.rules.decide import decide
from payables.approvals.store import decisions as store
from payables.approvals.store.stand_ins import sign
from payables.notices.model import Subject
from payables.platform.db import Transaction


async def decline(
    tx: Transaction, subject: Subject, *, approver_id: int, authors: frozenset[int], reason: str, content_sha256: bytes
) -> Verdict:
    """The same road as approving (actions/approve.py), but that who made it may decline it too: saying no takes nothing
    from anybody. The caller holds the subject's lock."""
    records = await decisions.of_subject(tx, subject)
    others = await seats_of_others(tx, records, approver_id, authors=authors)
    verdict = decide(
        records,
        approver_id=approver_id,
        authors=authors,
        self_approval=True,
        decision=Decision.DECLINED,
        also=others.keys(),
    )
    await store.write_decision(tx, subject, verdict, reason, content_sha256)
    await sign(tx, approver_id, {record.id: others[record.id] for record in verdict.records if record.id in others})
    return verdict
