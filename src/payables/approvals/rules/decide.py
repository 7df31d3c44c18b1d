"""May this person approve, which record does that decide, and is anything missing afterwards?

All who were asked must approve (contract/invoices-and-catalog.md section 4.6). Where nobody was asked, one person with the
permission is enough (mode single). Whoever entered a document, or changed whom or how much it pays, never approves it, unless
the account says so.
A forced approval completes the chain; it needs its own permission and a reason, and does not lift the rule above.
"""

from collections.abc import Sequence

from payables.approvals.errors import AlreadyDecided, ForceNeedsReason, NotAnApprover, OwnEntry
from payables.approvals.model import Approval, Decision, Verdict


def decide(
    records: Sequence[Approval],
    *,
    approver_id: int,
    authors: frozenset[int],
    self_approval: bool,
    force: bool,
    comment: str | None,
) -> Verdict:
    """`approver_id` is who decides, `authors` who made what is decided over: each a person, or an API user that acts for
    nobody. An API user that acts for a person decides as that person. Raises the refusals of approvals/errors.py."""
    if approver_id in authors and not self_approval:
        raise OwnEntry
    if force and not (comment and comment.strip()):
        raise ForceNeedsReason
    own = next((record for record in records if record.approver_id == approver_id), None)
    if own and own.status is not Decision.PENDING:
        raise AlreadyDecided(status=own.status)
    if records and own is None and not force:
        raise NotAnApprover
    waiting = [record for record in records if record.status is not Decision.APPROVED and record is not own]
    return Verdict(own, approver_id, force, complete=force or not waiting)
