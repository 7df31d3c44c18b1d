"""Refusals of duplicates."""

from payables.kit.errors import Refusal


class NoSuchPair(Refusal):
    """These two invoices are not known as duplicates of each other: see the list of duplicates of the invoice."""

    status = 404
    code = "not_found"


class PairNotAnswered(Refusal):
    """Nobody has said of this pair that both are kept ({status}): there is nothing to take back."""

    status = 409
    code = "duplicate_not_answered"


class PairClosed(Refusal):
    """This pair is no longer open ({status}): read the duplicates of the invoice again."""

    status = 409
    code = "duplicate_closed"
