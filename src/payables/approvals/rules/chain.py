"""Where the chain of a subject stands, by its records alone.

A policy's turn comes when the policies before it, as far as they are in this chain, are complete. Of `any` one approval
completes it, of `all` everybody's; a policy in error is never complete. Requests by hand have no turn to wait for, and
all of them must be approved.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from payables.approvals.model import Approval, Decision, Needs


def is_complete(records: Sequence[Approval]) -> bool:
    """Has everybody approved who must? False where nobody was asked and nobody has decided."""
    done = complete_policies(records)
    by_hand = (record for record in records if record.policy_id is None)
    return bool(records) and all(_approved(record) for record in by_hand) and done >= _policies(records).keys()


def complete_policies(records: Iterable[Approval]) -> set[UUID]:
    """The policies for which nothing is missing."""
    return {policy for policy, own in _policies(records).items() if _is_done(own)}


def waiting(records: Sequence[Approval]) -> list[Approval]:
    """The open requests whose turn it is: exactly these can be decided now."""
    done = complete_policies(records)
    in_chain = _policies(records).keys()
    return [
        record
        for record in records
        if is_open(record)
        and record.policy_id not in done
        and all(before in done or before not in in_chain for before in record.after_policies)
    ]


def not_needed(records: Iterable[Approval]) -> list[Approval]:
    """The open requests of policies that are complete without them."""
    records = list(records)
    done = complete_policies(records)
    return [record for record in records if is_open(record) and record.policy_id in done]


def is_open(record: Approval) -> bool:
    """Somebody was asked, has not decided, and is still needed, now or later."""
    return record.approver_id is not None and record.status is Decision.PENDING and not record.superseded


def _policies(records: Iterable[Approval]) -> dict[UUID, list[Approval]]:
    found: dict[UUID, list[Approval]] = {}
    for record in records:
        if record.policy_id is not None:
            found.setdefault(record.policy_id, []).append(record)
    return found


def _is_done(records: Sequence[Approval]) -> bool:
    if any(record.error for record in records):
        return False
    if records[0].needs is Needs.ANY:
        return any(map(_approved, records)) and not any(record.status is Decision.DECLINED for record in records)
    return all(map(_approved, records))


def _approved(record: Approval) -> bool:
    return record.status is Decision.APPROVED
