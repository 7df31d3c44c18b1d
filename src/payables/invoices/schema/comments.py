"""API shapes of comments on an invoice."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.access.model import Person
from payables.comments.model import LONGEST, MOST_MENTIONS
from payables.platform.http.instants import Instant, InstantUtc


class CommentBody(msgspec.Struct):
    """Body of POST /invoices/{id}/comments."""

    text: Annotated[
        str,
        Meta(
            description="Plain text; @mail@example.com mentions a person.",
            extra_json_schema={"minLength": 1, "maxLength": LONGEST},
        ),
    ]
    mentions: Annotated[
        list[int | str] | UnsetType,
        Meta(
            description="Further people: user ids or e-mail addresses.", extra_json_schema={"maxItems": MOST_MENTIONS}
        ),
    ] = UNSET


class CommentObject(msgspec.Struct):
    """A comment, or what is left of a deleted one."""

    id: str
    author: Person
    text: Annotated[str | None, Meta(description="Null once it was deleted.")]
    mentions: list[Person]
    created_date: Instant
    created_date_utc: InstantUtc
    deleted: Annotated[bool, Meta(description="Its author took it back.")]
    deleted_date: Instant | None
    deleted_date_utc: InstantUtc | None


class CommentAnswer(msgspec.Struct):
    """Answer of POST and DELETE."""

    version: str
    comment: CommentObject


class CommentList(msgspec.Struct):
    """Answer of GET /invoices/{id}/comments, newest first."""

    version: str
    count: int
    page: int
    limit: int
    results: list[CommentObject]
