"""What would a person's decision over a subject come to now? Nothing is written.

The first half of approving and of declining, and all of it for a page that says beforehand what its reader may do.
"""

from collections.abc import Mapping
from datetime import datetime

from payables.approvals.actions.check_escalation import check_escalation
from payables.approvals.actions.check_seats import check_seats
from payables.approvals.model import Approval, DecidedAs, Decision, Verdict
from payables.approvals.queries import decisions
from payables.approvals.queries.seats import seats_of_others
from payables.approvals.rules.decide import decide
from payables.notices.model import Subject
from payables.platform.db import Transaction


async def weigh(
    tx: Transaction,
    subject: Subject,
    decision: Decision,
    *,
    approver_id: int,
    authors: frozenset[int],
    entered_at: datetime,
    force: bool = False,
    comment: str | None = None,
    records: list[Approval] | None = None,
) -> tuple[Verdict, Mapping[str, DecidedAs]]:
    """The verdict, and in whose right the person decides records of others. Who made it may decline it too: saying no takes
    nothing from anybody. `records`: the subject's, where they have been read. Raises the refusals of approvals/errors.py."""
    if records is None:
        records = await decisions.of_subject(tx, subject)
    others = {} if force else await seats_of_others(tx, records, approver_id, authors=authors)
    declines = decision is Decision.DECLINED
    if not declines:
        others = await check_escalation(tx, records, others, approver_id=approver_id, entered_at=entered_at)
    verdict = decide(
        records,
        approver_id=approver_id,
        authors=authors,
        self_approval=declines or await decisions.self_approval_allowed(tx),
        force=force,
        comment=comment,
        decision=decision,
        also=others.keys(),
    )
    if not declines:
        await check_seats(tx, subject, records, approver_id=approver_id, own_name=force)
    return verdict, others
