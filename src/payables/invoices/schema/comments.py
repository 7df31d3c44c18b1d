"""API shapes of comments on an invoice."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.comments.model import LONGEST, MOST_MENTIONS


class CommentUser(msgspec.Struct):
    """Who said it, or who is mentioned."""

    id: int
    email: str | None
    display_name: str


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
    author: CommentUser
    text: Annotated[str | None, Meta(description="Null once it was deleted.")]
    mentions: list[CommentUser]
    created_at: str
    created_at_utc: str
    deleted: Annotated[bool, Meta(description="Its author took it back.")]
    deleted_at: str | None
    deleted_at_utc: str | None


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
