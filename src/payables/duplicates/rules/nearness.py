"""Two totals, two dates, two vendors: equal, near in a way that slips of the pen explain, or others."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from enum import Enum

from rapidfuzz import fuzz

from payables.duplicates.model import Compared, VendorSign
from payables.duplicates.rules.keys import plain
from payables.kit.document_number import swapped

SIMILAR_NAMES = 88.0


class Nearness(Enum):
    """How near two values are."""

    EQUAL = "equal"
    NEAR = "near"  # a slip of the pen, or the total without its tax
    ABSENT = "absent"  # one of them is missing
    OTHER = "other"


def of_totals(a: Compared, b: Compared) -> Nearness:
    if a.total is None or b.total is None:
        return Nearness.ABSENT
    if a.currency != b.currency:
        return Nearness.OTHER
    if a.total == b.total:
        return Nearness.EQUAL
    if without_tax(a, b) or _swapped(a.total, b.total) or _point_moved(a.total, b.total):
        return Nearness.NEAR
    return Nearness.OTHER


def without_tax(a: Compared, b: Compared) -> bool:
    """One of the totals is the other without its tax."""
    return any(x.total is not None and x.tax and x.total - x.tax == y.total for x, y in ((a, b), (b, a)))


def of_dates(a: date | None, b: date | None) -> Nearness:
    if a is None or b is None:
        return Nearness.ABSENT
    if a == b:
        return Nearness.EQUAL
    if abs((a - b).days) == 1 or _day_and_month_swapped(a, b):
        return Nearness.NEAR
    return Nearness.OTHER


def a_month_apart(a: date, b: date) -> bool:
    """At least one month by the calendar: 31 January and 28 February are."""
    early, late = sorted((a, b))
    year, month = early.year + early.month // 12, early.month % 12 + 1
    if year > date.max.year:
        return False
    return late >= date(year, month, min(early.day, monthrange(year, month)[1]))


def of_vendors(a: VendorSign, b: VendorSign) -> Nearness:
    """Two records with one name or one tax id are one vendor that was entered twice."""
    if a.token is None or b.token is None:
        return Nearness.ABSENT
    if a.token == b.token or (a.name and a.name == b.name) or (a.tax_id and a.tax_id == b.tax_id):
        return Nearness.EQUAL
    if a.name and b.name and fuzz.token_sort_ratio(a.name, b.name) >= SIMILAR_NAMES and not _told_apart(a.name, b.name):
        return Nearness.NEAR
    return Nearness.OTHER


def _told_apart(a: str, b: str) -> bool:
    """Names that differ in a number only are branches of one another: "vendor 7" and "vendor 8"."""
    digits = [[word for word in name.split() if word.isdigit()] for name in (a, b)]
    return digits[0] != digits[1]


def _swapped(a: Decimal, b: Decimal) -> bool:
    x, y = (f"{value:.2f}".replace(".", "") for value in (a, b))
    return len(x) == len(y) and swapped(x, y)


def _point_moved(a: Decimal, b: Decimal) -> bool:
    """1234.50 read as 123450 or 12345."""
    low, high = sorted((a, b))
    return low > 0 and any(plain(low * factor) == plain(high) for factor in (10, 100))


def _day_and_month_swapped(a: date, b: date) -> bool:
    return a.year == b.year and (a.day, a.month) == (b.month, b.day)
