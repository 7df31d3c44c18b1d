"""Why an invoice has to wait for its files, or for somebody who sends them."""

from payables.invoices.model import Reason
from payables.invoices.rules.field_table import FILE_ADDRESSES

IMAGES_PENDING = "images_pending"
IMAGE_FAILED = "image_failed"


def pending(count: int) -> Reason:
    """Nobody approves content that is still to come."""
    files = "1 file is" if count == 1 else f"{count} files are"
    return Reason(IMAGES_PENDING, f"{files} being fetched: the invoice goes on when it has them.", FILE_ADDRESSES)


def failed(position: int, filename: str, why: str) -> Reason:
    """`why` is a sentence. The address itself is not told: it may carry a secret."""
    which = f"{filename} (image_urls[{position}])"
    sentence = f"The file {which} could not be fetched. {why} Send the files or their addresses again, or []."
    return Reason(IMAGE_FAILED, sentence, FILE_ADDRESSES)


def without(reasons: list[Reason]) -> list[Reason]:
    """The reasons that are about something else."""
    return [reason for reason in reasons if reason.code not in (IMAGES_PENDING, IMAGE_FAILED)]
