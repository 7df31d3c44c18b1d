"""Which lane a file waits in, and whether reading it without OCR was enough."""

from payables.capture.model import Failure, Lane
from payables.extraction.limits import Limits
from payables.extraction.model import Reading

LIMITS = {
    Lane.LIGHT: Limits(ocr_pages=0, wall_seconds=90.0),
    Lane.HEAVY: Limits(),
}


def first_lane(kind: str) -> Lane:
    """A PDF is tried without OCR first: that costs milliseconds, and most carry their text."""
    return Lane.LIGHT if kind in ("pdf", "xml") else Lane.HEAVY


def wants_ocr(lane: Lane, outcome: Reading | Failure) -> bool:
    """After a look without OCR: whether pages are left that are pictures."""
    if lane is Lane.HEAVY:
        return False
    if isinstance(outcome, Failure):
        return outcome.code == "no_text"
    return bool(outcome.unread_pages)
