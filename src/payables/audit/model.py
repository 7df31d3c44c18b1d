"""One entry of the trail."""

from datetime import datetime
from typing import Any

import msgspec


class Change(msgspec.Struct, frozen=True):
    """What an action did to one subject. `before` and `after` hold only what is worth telling, never secrets."""

    action: str
    subject_type: str
    subject_id: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    message: str | None = None


class Entry(msgspec.Struct, frozen=True):
    """A recorded change, as histories read it."""

    number: int
    at: datetime
    actor_id: int | None
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    message: str | None
