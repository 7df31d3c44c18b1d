"""Query parameters that lists of orders and of receipts share (contract/invoices-and-catalog.md sections 5.1 and 6.1)."""

from datetime import date

from payables.kit.dates import DateError, parse_date
from payables.kit.errors import FieldError, InvalidFields

LONGEST_WINDOW = 30


def read_days(date_from: str | None, date_to: str | None) -> tuple[date | None, date | None]:
    """The days that the document's own date lies between, both included. Raises InvalidFields."""
    first, last = _day("date_from", date_from), _day("date_to", date_to)
    if first and last and first > last:
        sentence = "The window starts after it ends: exchange the two dates."
        raise InvalidFields([FieldError("date_from", sentence, "start_after_end")])
    return first, last


def wants_items(expand: str | None, first: date | None, last: date | None) -> bool:
    """Whether lines are shown too: then the window has both ends and at most 30 days. Raises InvalidFields."""
    wanted = {part.strip() for part in (expand or "").split(",")} - {""}
    if strangers := sorted(wanted - {"items"}):
        sentence = f"{strangers[0]!r} cannot be expanded here; possible: items."
        raise InvalidFields([FieldError("expand", sentence, "unknown_expand")])
    if wanted and (first is None or last is None or (last - first).days > LONGEST_WINDOW):
        sentence = f"With expand=items send date_from and date_to, at most {LONGEST_WINDOW} days apart."
        raise InvalidFields([FieldError("expand", sentence, "window_required")])
    return bool(wanted)


def read_search(text: str | None) -> str | None:
    """None where nothing is looked for."""
    return (text or "").strip() or None


def _day(name: str, text: str | None) -> date | None:
    try:
        return None if text is None else parse_date(text)
    except DateError as error:
        raise InvalidFields([FieldError(name, error.sentence, error.code)]) from error
