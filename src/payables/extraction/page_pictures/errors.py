"""Refusals of page pictures; the docstring is the message."""

from payables.kit.errors import Refusal


class PageNotShown(Refusal):
    """The page cannot be shown ({reason}). {why}"""

    status = 409
    code = "page_not_shown"

    @property
    def reason(self) -> str:
        """One of extraction/errors.py, REASONS."""
        return self.details["reason"]

    @property
    def why(self) -> str:
        """The sentence that goes with it."""
        return self.details["why"]


class TooManyPictures(Refusal):
    """More pages are being drawn than can wait: ask for this one again after a second."""

    status = 503
    code = "too_many_pictures"
    headers = {"Retry-After": "1"}
