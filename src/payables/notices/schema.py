"""API shapes of notices."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.notices.model import NoticeKind


class NoticeUser(msgspec.Struct):
    """Who is told, or whose doing it was."""

    id: int
    email: str | None
    display_name: str


class NoticeObject(msgspec.Struct):
    """What a person was told."""

    id: str
    kind: NoticeKind
    message: Annotated[str, Meta(description="One sentence for people.")]
    user: NoticeUser
    invoice: Annotated[str, Meta(description="UUID of the invoice it is about.")]
    invoice_id: int
    actor: Annotated[NoticeUser | None, Meta(description="Whose doing it was; null for the clock.")]
    created_at: str
    created_at_utc: str
    read_at: Annotated[str | None, Meta(description="Null while it is unread.")]
    read_at_utc: str | None


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
