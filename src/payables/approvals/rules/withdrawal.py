"""May this request for approval be taken back, and does that complete the approval?

Where everyone who is left has approved, nothing is missing any more and the subject is approved. Whoever takes the last
open request out then approves by it. So it takes the same as approving does: the permission, not to have entered the
document (unless the account says so), and not to have filled another seat as the same hand (actions/withdraw.py).
Anybody else is refused; leaving the subject pending with nobody left to decide would only make the next one force it.
Whoever may not approve it takes back only requests that they made: an author must not send away whom somebody else has
asked to look at it.
Where nobody is left at all, one person with the permission is enough, as where nobody was asked (rules/decide.py).
"""

from collections.abc import Sequence

from payables.approvals.errors import DecidedStays, PolicyDecides, RemovalWouldApprove, RequestOfAnother
from payables.approvals.model import Approval, Decision
from payables.approvals.rules.chain import is_complete


def judge_withdrawal(
    records: Sequence[Approval],
    record: Approval,
    *,
    remover_id: int,
    may_approve: bool,
    authors: frozenset[int],
    self_approval: bool,
) -> bool:
    """Is the approval complete without `record`? Raises PolicyDecides, DecidedStays, RequestOfAnother,
    RemovalWouldApprove."""
    if record.policy_id:
        raise PolicyDecides(policy=record.policy_name)
    if record.status is not Decision.PENDING:
        raise DecidedStays
    complete = is_complete([other for other in records if other is not record])
    may_decide = may_approve and (remover_id not in authors or self_approval)
    if complete and not may_decide:
        raise RemovalWouldApprove
    if not may_decide and record.created_by != remover_id:
        raise RequestOfAnother
    return complete
