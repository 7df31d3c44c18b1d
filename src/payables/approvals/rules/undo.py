"""May a person take back what they have just decided?

As long as nothing has followed from it: the subject is as the decision left it, which its version tells, the decision
stands among its records, and for a flag, which has undone decisions, nobody was asked by hand or let go since.
"""

from collections.abc import Sequence

from payables.approvals.errors import FollowedSince, NothingToUndo, NotYourDecision
from payables.approvals.model import Approval, LastStep, Step


def check_undo(
    last: LastStep | None, step: Step, records: Sequence[Approval], *, version: int, person: int
) -> LastStep:
    """The step that can be undone. Raises NothingToUndo, NotYourDecision, FollowedSince."""
    if last is None or last.step is not step:
        raise NothingToUndo
    if person not in (last.made_by, last.person_id):
        raise NotYourDecision
    if version != last.version or not _stands(last, records):
        raise FollowedSince
    return last


def _stands(last: LastStep, records: Sequence[Approval]) -> bool:
    if last.step is Step.FLAG:
        return last.asked_by_hand == frozenset(record.id for record in records if record.policy_id is None)
    return any(record.decided_at == last.made_at for record in records)
