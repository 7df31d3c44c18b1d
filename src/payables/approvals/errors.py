"""Refusals of approvals."""

from payables.kit.errors import Refusal


class OwnEntry(Refusal):
    """You entered this, or changed whom or how much it pays, so somebody else has to approve it."""

    status = 403
    code = "own_entry"


class NotAnApprover(Refusal):
    """You are not among the approvers of this: ask to be added, or force the approval if you have the permission."""

    status = 403
    code = "not_an_approver"


class AlreadyDecided(Refusal):
    """This approver has decided already: {status}."""

    status = 409
    code = "already_decided"


class ForceNeedsReason(Refusal):
    """A forced approval needs a comment that says why: it is kept in the history."""

    status = 400
    code = "force_needs_reason"


class MayNotApprove(Refusal):
    """The user {user} may not approve: choose someone whose role allows it and who is active."""

    status = 400
    code = "approver_may_not_approve"


class ApproverEntered(Refusal):
    """The user {user} entered this, or changed whom or how much it pays, and cannot be asked to approve it: choose somebody else."""

    status = 400
    code = "approver_entered_it"


class DecidedStays(Refusal):
    """This approver has decided already and stays in the record: change the document to start over."""

    status = 409
    code = "decided_stays"


class PolicyDecides(Refusal):
    """This approver was assigned by the policy {policy} and cannot be removed by hand."""

    status = 409
    code = "assigned_by_policy"


class RemovalWouldApprove(Refusal):
    """Taking out the last open request would complete the approval, and you may not approve this: leave it to somebody
    who may and who did not enter it."""

    status = 403
    code = "removal_would_approve"


class AlreadyApproved(Refusal):
    """It is approved already, so its approvers stay as they are: change or flag it to start over."""

    status = 409
    code = "already_approved"
