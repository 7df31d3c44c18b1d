"""Where a job goes on that another has begun."""

from typing import Any
from uuid import UUID


def begun_after(payload: dict[str, Any]) -> UUID | None:
    """The last invoice of the job before; None for the first."""
    return UUID(payload["after"]) if payload.get("after") else None
