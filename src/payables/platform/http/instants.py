"""Instants as answers show them: in whole seconds, and beside it a `_utc` twin with microseconds."""

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta

from payables.kit.dates import format_twins

Instant = Annotated[str, Meta(description="ISO 8601, UTC, whole seconds.", examples=["2026-11-20T10:30:00Z"])]
InstantUtc = Annotated[str, Meta(description="The same instant with microseconds.")]


def twins(name: str, instant: datetime | None) -> dict[str, Any]:
    """The two fields of an answer that tell of one instant."""
    if instant is None:
        return {name: None, f"{name}_utc": None}
    plain, exact = format_twins(instant)
    return {name: plain, f"{name}_utc": exact}
