"""Refusals of claims."""

from payables.kit.errors import Refusal


class NothingToClaim(Refusal):
    """What differs here has no amount that could be claimed ({outcome}): send the amount, for one difference at a time."""

    status = 400
    code = "nothing_to_claim"


class ClaimExists(Refusal):
    """This difference is claimed already by {claim_id}: settle that claim, or withdraw it first."""

    status = 409
    code = "claim_exists"


class MoreThanBilled(Refusal):
    """Of this invoice {left} {currency} are not claimed yet: no more can be claimed of it than it bills."""

    status = 409
    code = "more_than_billed"


class ClaimClosed(Refusal):
    """The claim is {status}: there is nothing to expect any more."""

    status = 409
    code = "claim_closed"


class NotACreditMemo(Refusal):
    """Only a credit memo of the same company, vendor and currency settles a claim, and it must not be archived."""

    status = 409
    code = "not_a_credit_memo"


class MemoUsedUp(Refusal):
    """The credit memo has {left} {currency} left that settle nothing yet, and {amount} were asked for: send less, or another memo."""

    status = 409
    code = "credit_memo_used_up"


class SettledBefore(Refusal):
    """This credit memo settles a part of the claim already: take that back first."""

    status = 409
    code = "settled_before"


class TooMuchSettled(Refusal):
    """Of the claim {left} {currency} are open, and {amount} were to be settled: send less."""

    status = 409
    code = "more_than_open"
