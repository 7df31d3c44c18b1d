"""What may stand beside what: at one place an entry has one price a day, and one allowance of each type.

Prices are only ever added. One without an end that begins after another without an end ends that one on the day before, as
price lists follow each other; whatever else would hold on the same day as another is refused.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from payables.catalog.errors import AllowanceOfAnotherEntry, AllowanceOverlaps, PriceOfAnotherEntry, PriceOverlaps
from payables.catalog.model import Allowance, Price
from payables.catalog.rules.book import Book

ONE_DAY = timedelta(days=1)
CHANGEABLE = ("place", "allowance_type", "amount", "unit_allowance", "start", "end", "data")


def add_price(book: Book[Price], new: Price, *, start_given: bool) -> Price:
    """The price that is in the book now: the new one, or the very same that was there before, by its reference_id or by all
    that it says. Raises PriceOverlaps, PriceOfAnotherEntry."""
    if (known := book.referred(new.reference_id)) is not None:
        if known.entry != new.entry:
            raise PriceOfAnotherEntry(reference=known.reference_id, other=known.id)
        return known
    others = book.beside(new.entry, new.place)
    for other in others:
        if _same_price(other, new, start_given):
            return other
    for other in others:
        if not _overlap(other, new):
            continue
        if not _gives_way(other, new):
            raise PriceOverlaps(**_told(other))
        book.put(replace(other, end=new.start - ONE_DAY, updated_at=new.created_at, updated_by=new.created_by))
    book.put(new)
    return new


def put_allowance(book: Book[Allowance], new: Allowance, *, skips_same: bool) -> Allowance:
    """The allowance that is in the book now: one with the same reference_id takes over what the new one says; with
    `skips_same` one that says the very same stays. Raises AllowanceOverlaps, AllowanceOfAnotherEntry."""
    if (known := book.referred(new.reference_id)) is not None:
        if known.entry != new.entry:
            raise AllowanceOfAnotherEntry(reference=new.reference_id, other=known.id)
        return change_allowance(book, known, replace(known, **{name: getattr(new, name) for name in CHANGEABLE}), new)
    if skips_same:
        for other in book.beside(new.entry, new.place):
            if all(getattr(other, name) == getattr(new, name) for name in CHANGEABLE):
                return other
    _check_alone(book, new)
    book.put(new)
    return new


def change_allowance(book: Book[Allowance], before: Allowance, after: Allowance, by: Allowance) -> Allowance:
    """The allowance as it is now; `by` says who changed it, and when. Raises AllowanceOverlaps."""
    if after == before:
        return before
    _check_alone(book, after)
    changed = replace(after, version=before.version + 1, updated_at=by.updated_at, updated_by=by.updated_by)
    book.put(changed)
    return changed


def _check_alone(book: Book[Allowance], one: Allowance) -> None:
    for other in book.beside(one.entry, one.place):
        if other.id != one.id and other.allowance_type == one.allowance_type and _overlap(other, one):
            raise AllowanceOverlaps(**_told(other))


def _overlap(one: Price | Allowance, other: Price | Allowance) -> bool:
    """Whether both hold on some day; the end is the last day."""
    return (one.end is None or other.start <= one.end) and (other.end is None or one.start <= other.end)


def _gives_way(other: Price, new: Price) -> bool:
    return other.end is None and new.end is None and other.start < new.start


def _same_price(other: Price, new: Price, start_given: bool) -> bool:
    """An end that was not sent is not compared: a later price may have ended this one."""
    if (other.price, other.unit_price) != (new.price, new.unit_price) or new.end not in (None, other.end):
        return False
    if start_given:
        return other.start == new.start
    return other.start <= new.start and (other.end is None or new.start <= other.end)


def _told(other: Price | Allowance) -> dict[str, Any]:
    """What a refusal says of the one that is there."""
    end = other.end.isoformat() if other.end else "no end"
    return {"other": other.id, "place": other.place.target.word, "start": other.start.isoformat(), "end": end}
