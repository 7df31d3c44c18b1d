"""Whose records may a person decide beside their own?

A stand-in fills one seat in each policy, and none where they have one themselves or have filled one already: where all of
several people must approve, it takes as many people. Whom an escalation names may decide everything that was escalated to
them: that is what whoever runs the policies has decided for what takes too long.
"""

from collections.abc import Sequence, Set

from payables.approvals.model import Approval, DecidedAs
from payables.approvals.rules.chain import is_open


def seats(records: Sequence[Approval], person: int, *, stands_in_for: Set[int]) -> dict[str, DecidedAs]:
    """Record id -> in whose right. `stands_in_for` are those whose seat counts, and for whom this person decides now."""
    taken = {record.policy_id for record in records if _has_part(record, person)}
    found: dict[str, DecidedAs] = {}
    for record in records:
        if not is_open(record) or record.approver_id == person:
            continue
        if person in record.escalated_to:
            found[record.id] = DecidedAs.ESCALATION
        elif record.approver_id in stands_in_for and record.policy_id not in taken:
            found[record.id] = DecidedAs.STAND_IN
            taken.add(record.policy_id)
    return found


def _has_part(record: Approval, person: int) -> bool:
    return record.approver_id == person or (record.decided_as is not None and record.decided_by == person)
