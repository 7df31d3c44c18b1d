"""Refusals of approvals."""

from payables.kit.errors import Refusal


class OwnEntry(Refusal):
    """You entered this, sent one of its files or arranged their pages, or changed since whom or how much it pays or what its
    coding stands for, yourself or through a program whose secret you made, so somebody else has to approve it."""

    status = 403
    code = "own_entry"


class MeaningChanged(Refusal):
    """Since somebody approved this, its coding stands for something else in the ERP: {what}. Whoever has approved is asked
    again within moments; look at it again then."""

    status = 409
    code = "coding_changed_since_approval"


class PolicyChangedByApprover(Refusal):
    """Without what {changers} changed in approval policies or escalation, this would also need the approval of {missing}: ask for it by
    hand, have somebody else restore the policies as they shall be, or force it if you have the permission."""

    status = 403
    code = "policy_changed_by_approver"


class PolicyChangedByAuthor(Refusal):
    """Without what {changers}, who made this, changed in approval policies, it would also need the approval of {missing}:
    ask for it by hand, have somebody else restore the policies as they shall be, or force it if you have the permission."""

    status = 403
    code = "policy_changed_by_author"


class RequestOfAnother(Refusal):
    """Somebody else asked this approver, and you may not approve this: you can take back only requests that you made."""

    status = 403
    code = "request_of_another"


class NotAnApprover(Refusal):
    """You are not among the approvers of this: ask to be added, or force the approval if you have the permission."""

    status = 403
    code = "not_an_approver"


class SameHand(Refusal):
    """The approval of {others} in this chain may have come from the same hand as this one: whoever made a program's secret counts as
    that program, and nobody fills two seats. One of the two has to be given by somebody else: by whoever was asked, signed in
    themselves, or through a program whose secret others made."""

    status = 403
    code = "same_hand"


class AlreadyDecided(Refusal):
    """This approver has decided already: {status}."""

    status = 409
    code = "already_decided"


class NotYourTurn(Refusal):
    """It is not this approver's turn yet: the policies that come before have to be completed first, see the list of approvers."""

    status = 409
    code = "not_yet_your_turn"


class ApprovalNotNeeded(Refusal):
    """Somebody else has approved for this policy already: nothing is left for this approver to decide."""

    status = 409
    code = "approval_not_needed"


class ForceNeedsReason(Refusal):
    """A forced approval needs a comment that says why: it is kept in the history."""

    status = 400
    code = "force_needs_reason"


class MayNotApprove(Refusal):
    """The user {user} may not approve: choose someone whose role allows it and who is active."""

    status = 400
    code = "approver_may_not_approve"


class MayNotForce(Refusal):
    """{user} may not force an approval, so nobody can in their name: leave `force` out, or name somebody who may."""

    status = 403
    code = "may_not_force"


class ApproverEntered(Refusal):
    """The user {user} entered this, or changed since whom or how much it pays or what its coding stands for, and cannot be
    asked to approve it: choose somebody else."""

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


class NothingToUndo(Refusal):
    """There is nothing of this kind to undo: the last decision over it was another, or was undone already."""

    status = 409
    code = "nothing_to_undo"


class FollowedSince(Refusal):
    """This cannot be undone any more, since something has followed from it: change or flag the document instead."""

    status = 409
    code = "followed_since"


class NotYourDecision(Refusal):
    """Somebody else has decided this: only they can undo it."""

    status = 403
    code = "not_your_decision"


class OwnStandIn(Refusal):
    """Nobody stands in for themselves: name another person."""

    status = 400
    code = "own_stand_in"
    field = "stand_in"


class OwnAppointment(Refusal):
    """Nobody makes themselves the stand-in of somebody else, nor lets a program whose secret they made do so: let that person
    name you, or another administrator."""

    status = 403
    code = "own_appointment"
    field = "stand_in"


class StandInMayNotApprove(Refusal):
    """{user} may not approve and so cannot stand in: choose an active person whose role allows it."""

    status = 400
    code = "stand_in_may_not_approve"
    field = "stand_in"


class StandInOverlaps(Refusal):
    """This person has a stand-in or is out of office in that time already: end that one first, or choose another time."""

    status = 409
    code = "stand_in_overlaps"
    field = "start_date"


class StandInCycle(Refusal):
    """These people would stand in for each other at the same time, and nobody would be left: choose somebody else."""

    status = 409
    code = "stand_in_cycle"
    field = "stand_in"


class EndInThePast(Refusal):
    """The end lies in the past: name a later one, or none to go on until it is ended."""

    status = 400
    code = "end_in_the_past"
    field = "end_date"


class PolicyIsNeeded(Refusal):
    """The policy {policy} comes after this one and would never ask anybody without it: change or deactivate that one first."""

    status = 409
    code = "policy_is_needed"


class PolicyInactive(Refusal):
    """The policy is not in force any more: restore one of its versions, which brings it back."""

    status = 409
    code = "policy_inactive"


class StalePolicy(Refusal):
    """The policy has another version by now than the one named in If-Match: read it again and repeat your change."""

    status = 412
    code = "stale_version"


class TooManyPolicies(Refusal):
    """An account has at most {most} policies in force: deactivate those that are not used."""

    status = 409
    code = "too_many_policies"
