"""The day on which a paper came: that of its upload, unless whoever sent it says an earlier one, as for papers of past years."""

from datetime import UTC, date, datetime
from typing import Any

from payables.kit.bad_value import BadValueError
from payables.kit.dates import parse_date

RECEIVED_ON = "received_on"  # of an upload's metadata


def received_on(metadata: dict[str, Any]) -> date | None:
    """Raises BadValueError for what is no date."""
    said = metadata.get(RECEIVED_ON)
    if said is None:
        return None
    if not isinstance(said, str):
        raise BadValueError("invalid_date", "Write a date as text.")
    return parse_date(said)


def arrived_on(uploaded: datetime, said: str | None) -> date:
    """Never after the upload. `said` was checked when it came, but for uploads from before it meant anything."""
    day = uploaded.astimezone(UTC).date()
    try:
        return min(day, parse_date(said)) if said else day
    except BadValueError:
        return day
