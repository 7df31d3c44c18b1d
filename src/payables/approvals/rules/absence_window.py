"""From when to when somebody is away, as it is sent: dates or instants, in UTC whatever company it concerns.

A date as start is its first instant; a date as end is the whole day, so that "until the 24th" covers the 24th.
"""

import re
from datetime import datetime, timedelta

from payables.approvals.errors import EndInThePast
from payables.kit.dates import DateError, parse_utc_filter
from payables.kit.errors import FieldError, InvalidFields

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_window(start: object, end: object, now: datetime) -> tuple[datetime, datetime | None]:
    """First instant, and the first one after it. No start, or one in the past, is now; no end is until it is ended.
    Raises InvalidFields, EndInThePast."""
    first = _instant("start_date", start)
    last = _instant("end_date", end, day=timedelta(days=1))
    starts = max(first or now, now)
    if last is not None and last <= now:
        raise EndInThePast
    if last is not None and last <= (first or starts):
        raise InvalidFields([FieldError("end_date", "It ends before it starts: exchange the two.", "start_after_end")])
    return starts, last


def _instant(field: str, sent: object, day: timedelta = timedelta()) -> datetime | None:
    if sent is None:
        return None
    if not isinstance(sent, str):
        raise InvalidFields([FieldError(field, "Send a date or an instant as text.", "invalid_date")])
    try:
        found = parse_utc_filter(sent)
    except DateError as error:
        raise InvalidFields([FieldError(field, error.sentence, error.code)]) from error
    return found + day if _DATE.fullmatch(sent) else found
