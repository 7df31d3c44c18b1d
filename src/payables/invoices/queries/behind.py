"""Filters that find exactly the invoices behind a figure of a report (docs/reports.md), as SQL over invoices `i`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from payables.invoices.queries.counted import ASKED, CODED_PARTS, DATED, DOUBTED, DUE, OWED, SPENT, TOUCHED
from payables.kit.dates import Window

EVER = Window()
Days = tuple[date | None, date | None]
ANY_DAY: Days = (None, None)
Put = Callable[[Any], str]  # makes a value an argument of the statement; answers its place

OF_ONE = "(SELECT i.id, i.dimensions, i.total_amount, i.total_tax, i.discount_amount) c"


class CountedIn(StrEnum):
    """Which report's documents are meant, whatever their dates."""

    SPEND = "spend"
    AGING = "aging"  # as of now


@dataclass(frozen=True, slots=True)
class Behind:
    """Days and windows include both ends; None asks for nothing. Where nobody is asked for a decision, an invoice waits since
    it was last changed."""

    dated: Days = ANY_DAY  # by posting date, or else its own
    due: Days = ANY_DAY  # by due date, or else its own
    approved: Window = EVER
    exported: Window = EVER
    waiting_since: Window = EVER
    nobody_asked: bool = False
    currency: str | None = None
    source: str | None = None
    counted_in: CountedIn | None = None
    coded_with: tuple[str, str] | None = None  # dimension type and id
    uncoded: str | None = None  # a dimension type that a part lacks
    touched: bool | None = None
    possible_duplicate: bool | None = None


EVERYTHING = Behind()


def conditions(wanted: Behind, put: Put, waiting_for: int | None) -> Iterator[str]:
    """`waiting_for` is the person whose turn has to be meant by `waiting_since`."""
    for column, days in ((DATED, wanted.dated), (DUE, wanted.due)):
        yield from _bounds(column, *days, put)
    for column, window in (("i.approved_at", wanted.approved), ("i.exported_at", wanted.exported)):
        yield from _bounds(column, window.start, window.end, put)
    if wanted.nobody_asked:
        yield f"i.state = 'pending_approval' AND NOT EXISTS ({ASKED.format(columns='')})"
    if wanted.waiting_since != EVER:
        yield _waits(wanted, put, waiting_for)
    for column in ("currency", "source"):
        if (value := getattr(wanted, column)) is not None:
            yield f"i.{column} = {put(value)}"
    if wanted.counted_in is not None:
        yield SPENT if wanted.counted_in is CountedIn.SPEND else OWED
    if wanted.coded_with is not None:
        type_, id = wanted.coded_with
        yield f"EXISTS ({_parts(put(type_))} WHERE p.code = {put(id)})"
    if wanted.uncoded is not None:
        yield f"EXISTS ({_parts(put(wanted.uncoded))} WHERE p.amount IS NOT NULL AND p.code IS NULL)"
    if wanted.touched is not None:
        yield TOUCHED if wanted.touched else f"NOT {TOUCHED}"
    if wanted.possible_duplicate is not None:
        yield DOUBTED if wanted.possible_duplicate else f"NOT {DOUBTED}"


def _parts(type_: str) -> str:
    """Of one invoice; `type_` is the place of the dimension type among the arguments."""
    return f"SELECT FROM ({CODED_PARTS.format(of=OF_ONE, type=f'{type_}::text')}) p"


def _bounds(column: str, first: Any, last: Any, put: Put) -> Iterator[str]:
    if first is not None:
        yield f"{column} >= {put(first)}"
    if last is not None:
        yield f"{column} <= {put(last)}"


def _waits(wanted: Behind, put: Put, waiting_for: int | None) -> str:
    """Without a person by whoever waits longest, as in the report's totals."""
    if wanted.nobody_asked:
        since = "i.updated_at"
    else:
        of_person = f"AND a.approver_id = {put(waiting_for)}" if waiting_for is not None else ""
        longest = f"({ASKED.format(columns='min(a.waiting_since)')} {of_person})"
        since = longest if waiting_for is not None else f"coalesce({longest}, i.updated_at)"
    within = _bounds(since, wanted.waiting_since.start, wanted.waiting_since.end, put)
    return " AND ".join(["i.state = 'pending_approval'", *within])
