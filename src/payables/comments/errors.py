"""Refusals of comments."""

from payables.kit.errors import Refusal


class NotYourComment(Refusal):
    """Only its author may delete a comment: answer it with another one instead."""

    status = 403
    code = "not_your_comment"
