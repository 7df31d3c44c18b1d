"""Values of comments."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

LONGEST = 10_000
MOST_MENTIONS = 50


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person said. A deleted one has lost its text and keeps its place."""

    id: UUID
    author_id: int
    text: str | None
    mentions: list[int]
    created_at: datetime
    deleted_at: datetime | None
