"""Which records does a person's decision decide, whose turn is it then, and is anything missing afterwards?

All who were asked must approve (contract/invoices-and-catalog.md section 4.6), of a policy that needs any one of its
people, one of them. Where nobody was asked, one person with the permission is enough (mode single, and where no policy
matches). Whoever entered a document, or changed whom or how much it pays, never approves it, unless the account says so.
One decision counts for every policy whose turn it is, not for those that come later.
A forced approval completes the chain; it needs its own permission and a reason, and does not lift the rule on authors.
"""

from collections.abc import Sequence, Set
from dataclasses import replace

from payables.approvals.errors import (
    AlreadyDecided,
    ApprovalNotNeeded,
    ForceNeedsReason,
    NotAnApprover,
    NotYourTurn,
    OwnEntry,
)
from payables.approvals.model import Approval, Decision, Verdict
from payables.approvals.rules.chain import is_complete, is_open, not_needed, waiting
from payables.kit.text import is_visible


def decide(
    records: Sequence[Approval],
    *,
    approver_id: int,
    authors: frozenset[int],
    self_approval: bool,
    force: bool = False,
    comment: str | None = None,
    decision: Decision = Decision.APPROVED,
    also: Set[str] = frozenset(),
) -> Verdict:
    """`approver_id` is who decides, `authors` who made what is decided over: each a person, or an API user that acts for
    nobody. An API user that acts for a person decides as that person. `also` are ids of records of others that this
    person may decide as well, as their stand-in say. Raises the refusals of approvals/errors.py."""
    if approver_id in authors and not self_approval:
        raise OwnEntry
    if force and not (comment and is_visible(comment)):
        raise ForceNeedsReason
    own = [record for record in records if record.approver_id == approver_id or record.id in also]
    decided = _forced(own) if force else _in_turn(records, own)
    after = _after(records, decided, decision)
    complete = decision is Decision.APPROVED and (force or not records or is_complete(after))
    if force:
        superseded = [record for record in after if record.status is Decision.PENDING]
        return Verdict(decided, approver_id, decision, force, complete, (), [record.id for record in superseded])
    opened = {record.id for record in waiting(after)} - {record.id for record in waiting(records)}
    unneeded = [record.id for record in not_needed(after)]
    return Verdict(decided, approver_id, decision, force, complete, sorted(opened), unneeded)


def _in_turn(records: Sequence[Approval], own: Sequence[Approval]) -> list[Approval]:
    """Those of the person's own requests whose turn it is. Where nobody was asked there are none, and none is needed."""
    if records and not own:
        raise NotAnApprover
    turn = {record.id for record in waiting(records)}
    decided = [record for record in own if record.id in turn]
    if decided or not records:
        return decided
    if any(is_open(record) for record in own if record not in not_needed(records)):
        raise NotYourTurn
    done = next((record for record in own if record.status is not Decision.PENDING), None)
    raise AlreadyDecided(status=done.status) if done else ApprovalNotNeeded


def _forced(own: Sequence[Approval]) -> list[Approval]:
    """Whatever is open, in turn or not; who has decided everything decides their request by hand once more, if any."""
    undecided = [record for record in own if record.status is Decision.PENDING]
    return undecided or [record for record in own if record.policy_id is None]


def _after(records: Sequence[Approval], decided: Sequence[Approval], decision: Decision) -> list[Approval]:
    ids = {record.id for record in decided}
    return [replace(record, status=decision, superseded=False) if record.id in ids else record for record in records]
