"""Pages of one invoice that came in two files, by their page marks."""

from uuid import UUID

from payables.extraction.model import Reading
from payables.invoices.model import Reason


def is_incomplete(reading: Reading) -> bool:
    """It begins after page 1, or ends before the last one."""
    marks = reading.numbering
    return marks is not None and marks.of is not None and (marks.first > 1 or marks.last < marks.of)


def pages_elsewhere(reading: Reading, other: UUID, upload: UUID) -> Reason:
    """`other` is the invoice of the pages before or after."""
    marks = reading.numbering
    assert marks is not None
    pages = f"page {marks.first}" if marks.first == marks.last else f"pages {marks.first} to {marks.last}"
    sentence = (
        f"These are {pages} of {marks.of}, and upload {upload} has others of the same number: merge the two files."
    )
    return Reason("pages_elsewhere", sentence, None, str(other))
