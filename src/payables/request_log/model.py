"""A request as the log keeps it, and the words that it may keep."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec


class LoggedRequest(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One row. Bodies and query are redacted JSON texts; None where nothing is kept. `id` is the number in its request id.

    Every request makes one, and thousands may wait: it costs the garbage collector nothing."""

    account_id: UUID
    id: UUID
    at: datetime
    api_key_id: UUID
    client_id: str | None
    user_id: int | None
    method: str
    path: str
    route: str
    query: str | None
    status: int
    error: str | None
    duration_us: int
    idempotency_key: str | None
    replayed: bool
    request_bytes: int
    answer_bytes: int
    request_body: str | None
    answer_body: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are asked for; None is any. `statuses`: lowest and highest. `before`: older than this row."""

    api_key_id: UUID | None = None
    client_id: str | None = None
    user_id: int | None = None
    method: str | None = None
    path: str | None = None
    statuses: tuple[int, int] | None = None
    error: str | None = None
    id: UUID | None = None
    start: datetime | None = None
    end: datetime | None = None
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the log says of a window: its rows, newest first, whether there are older ones, and how many were dropped."""

    rows: list[dict[str, object]]
    has_older: bool
    dropped: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the API itself, which tell nothing of anybody.

    `names` of fields and parameters; `codes`: what enumerations and refusals are spelled; `segments` of paths."""

    names: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
