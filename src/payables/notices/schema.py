"""API shapes of notices."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.notices.model import NoticeKind
from payables.platform.http.instants import Instant, InstantUtc


class NoticeObject(msgspec.Struct):
    """What a person was told."""

    id: str
    kind: NoticeKind
    message: Annotated[str, Meta(description="One sentence for people.")]
    user: Person
    invoice: Annotated[str | None, Meta(description="UUID of the invoice it is about.")]
    invoice_id: int | None
    comment_id: Annotated[
        str | None, Meta(description="UUID of the comment that mentions them; null for what is no mention.")
    ]
    bank_change: Annotated[str | None, Meta(description="UUID of the bank change it is about, where it is about one.")]
    actor: Annotated[Person | None, Meta(description="Whose doing it was; null for the clock.")]
    created_date: Instant
    created_date_utc: InstantUtc
    read_date: Annotated[Instant | None, Meta(description="Null while it is unread.")]
    read_date_utc: InstantUtc | None


class NoticeList(msgspec.Struct):
    """Answer of GET /notices, newest first."""

    version: str
    count: int
    page: int
    limit: int
    results: list[NoticeObject]


class NoticeAnswer(msgspec.Struct):
    """Answer of POST /notices/{id}/read."""

    version: str
    notice: NoticeObject


class NoticesRead(msgspec.Struct):
    """Body of POST /notices/read."""

    ids: Annotated[list[str], Meta(min_length=1, max_length=100, description="Of your own notices.")]


class NoticesMarked(msgspec.Struct):
    """Answer of POST /notices/read."""

    version: str
    read: Annotated[int, Meta(description="How many were unread.")]
