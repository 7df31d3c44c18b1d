"""API shapes of learning. All of it is an extension of the contract."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.learning.model.papers import How

Share = Annotated[float, Meta(ge=0, le=1)]  # not money: a share of the page or a probability
Times = Annotated[float, Meta(ge=0, description="In corrections; a confirmation by an approval counts half.")]


class RememberedPlace(msgspec.Struct, kw_only=True):
    """Where a field stands on the vendor's papers, or where it does not."""

    left: Annotated[str, Meta(description="The last words before it in its row.", examples=["our mark"])]
    above: Annotated[str, Meta(description="The last words of the cell over it.")]
    page: Annotated[int, Meta(description="From the front.", ge=1)]
    page_from_end: Annotated[int, Meta(description="1 is the last page.", ge=1)]
    x: Annotated[Share | None, Meta(description="The middle of its box, as a share of the page's width.")]
    y: Annotated[Share | None, Meta(description="The same of its height, from the top.")]
    shape: Annotated[str, Meta(description="Letters as A, figures as 9.", examples=["AA-99999"])]
    swapped: Annotated[bool, Meta(description="Day and month are the other way round than they were read.")]
    right: Times
    wrong: Times
    trust: Annotated[Share, Meta(description="How surely the next paper's value stands there.")]


class RememberedConstant(msgspec.Struct, kw_only=True):
    """What is true where this is read, of a field that has no place."""

    read: Annotated[str | None, Meta(description="What was read; null where nothing was.")]
    value: str
    times: Times


class MemoryLesson(msgspec.Struct, kw_only=True):
    """An invoice that taught it, and who wrote or approved the value."""

    invoice_id: int
    how: Annotated[How, Meta(description="corrected, or approved as it was read.")]
    by: Annotated[Person | None, Meta(description="Null for whoever the account no longer has.")]
    date: Annotated[str, Meta(description="Instant of the correction, else of the approval, ISO 8601 UTC.")]


class RememberedField(msgspec.Struct, kw_only=True):
    """Of one field. Without a correction it changes nothing."""

    field: Annotated[str, Meta(description="As in `extraction`.", examples=["number"])]
    corrections: Annotated[int, Meta(description="By people and clients of the API.")]
    places: list[RememberedPlace]
    constants: list[RememberedConstant]
    lessons: Annotated[
        list[MemoryLesson] | None, Meta(description="Newest first; null for those who may not read invoices.")
    ]


class ReadingMemory(msgspec.Struct, kw_only=True):
    """What the vendor's next paper is read by."""

    version: str
    ottimate_vendor_id: int
    papers: Annotated[int, Meta(description="How many papers it was learned from: the newest 30 at most.")]
    fields: list[RememberedField]


class ReadingForgotten(msgspec.Struct, kw_only=True):
    """The vendor's next paper is read as if it were its first."""

    version: str
    ottimate_vendor_id: int
    papers: Annotated[int, Meta(description="How many papers had taught something.")]
