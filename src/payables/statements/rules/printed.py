"""Cells of a statement's table as values. Where a cell can be read in two ways, the whole table decides, or nobody does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payables.extraction.page.language import plain
from payables.kit.bad_value import BadValueError
from payables.kit.dates import parse_date
from payables.kit.money import parse_amount

DOLLARS = frozenset(["USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "TWD"])
SYMBOLS = {"€": {"EUR"}, "£": {"GBP"}, "$": DOLLARS, "¥": {"JPY", "CNY"}, "zł": {"PLN"}}

_MONTHS = {
    1: "jan januar january janvier enero ene gennaio gen januari janv",
    2: "feb februar february fevrier febrero febbraio februari fevr",
    3: "mar marz maerz march mars marzo maart mrz mrt",
    4: "apr april avril abril aprile avr abr",
    5: "may mai mayo maggio mei mag",
    6: "jun juni june juin junio giugno giu",
    7: "jul juli july juillet julio luglio juil lug",
    8: "aug august aout agosto augustus ago",
    9: "sep sept september septembre septiembre settembre set",
    10: "oct okt oktober october octobre octubre ottobre ott",
    11: "nov november novembre noviembre",
    12: "dec dez dezember december decembre diciembre dicembre dic",
}
_MONTH_OF = {name: number for number, names in _MONTHS.items() for name in names.split()}
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .\-/]+(?:de )?([a-z]{3,10})[. \-/,]+(?:de )?(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([a-z]{3,10})[. ]+(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")

_AMOUNT = re.compile(
    r"(?P<open>[-+(]?)(?P<body>\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?)(?P<close>[-)]?)(?P<side>cr|dr|c|d|h|s)?"
)
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_LOWERING = ("cr", "c", "h")


@dataclass(frozen=True, slots=True)
class Style:
    """How the table writes: the mark before decimals, "." or ",", and "dmy" or "mdy". None: nothing in it tells."""

    decimal_mark: str | None
    date_order: str | None


def style_of(amounts: Iterable[str], dates: Iterable[str], decimal_mark: str | None, date_order: str | None) -> Style:
    """What was sent goes first; a table that writes both ways tells nothing."""
    marks = {mark for cell in amounts if (mark := _mark_of(cell))}
    orders = {order for cell in dates if (order := _order_of(cell))}
    mark = decimal_mark or (marks.pop() if len(marks) == 1 else None)
    order = date_order or (orders.pop() if len(orders) == 1 else None)
    return Style(mark, order)


def amount_of(cell: str, currency: str, style: Style) -> Decimal:
    """Below zero with a minus on either side, in brackets, or with CR or H after it. Raises BadValueError."""
    found = _AMOUNT.fullmatch(_bare(cell, currency))
    if found is None:
        raise BadValueError("invalid_amount", "This is not an amount: write digits, such as 1234.50.")
    body, below = found["body"], found["open"] in ("-", "(") or found["close"] == "-" or found["side"] in _LOWERING
    if (found["open"] == "(") != (found["close"] == ")") or (
        found["open"] in "-+" and found["open"] and found["close"]
    ):
        raise BadValueError("invalid_amount", "This amount has two signs, or half a bracket.")
    value = parse_amount(_plain(body, style.decimal_mark))
    return -value if below else value


def day_of(cell: str, style: Style) -> date:
    """Raises BadValueError, also where day and month could be exchanged and nothing tells which is which."""
    text = " ".join(plain(cell).split())
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        a, b = int(found[1]), int(found[2])
        if "." in text and style.date_order is None:
            return _day(found[3], b, a)
        order = _order_of(text) or style.date_order
        if order is None and a != b:
            sentence = "Nothing tells which is the day and which the month: send date_order, dmy or mdy."
            raise BadValueError("ambiguous_date", sentence)
        return _day(found[3], a, b) if order == "mdy" else _day(found[3], b, a)
    if (found := _NAMED.fullmatch(text)) and found[2] in _MONTH_OF:
        return _day(found[3], _MONTH_OF[found[2]], int(found[1]))
    if (found := _MONTH_FIRST.fullmatch(text)) and found[1] in _MONTH_OF:
        return _day(found[3], _MONTH_OF[found[1]], int(found[2]))
    raise BadValueError("invalid_date", "This is not a date: write it as YYYY-MM-DD.")


def _bare(cell: str, currency: str) -> str:
    """Without the currency, which must be the statement's; minus signs and blanks of one kind."""
    text = cell.translate(
        str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " ", "\u2019": "'"})
    ).strip()
    named = [{code} for code in _CODE.findall(text)]
    named += [codes for symbol, codes in SYMBOLS.items() if symbol in text]
    if any(currency not in codes for codes in named):
        raise BadValueError(
            "another_currency", f"The statement is in {currency}: every amount is in the same currency."
        )
    for sign in SYMBOLS:
        text = text.replace(sign, "")
    text = _CODE.sub("", text).strip()
    text = re.sub(r"^([-+(]) +", r"\1", text)
    return re.sub(r" +([-)]|[A-Za-z]{1,2})$", r"\1", text).lower()


def _plain(body: str, mark: str | None) -> str:
    """Without grouping, with a dot before the decimals. Raises BadValueError where 1.234 may be either."""
    own = _mark_of(body)
    separators = [letter for letter in body if letter in ".,"]
    if own is None and separators and mark is None:
        sentence = "Nothing tells whether this is thousands or decimals: send decimal_mark, a dot or a comma."
        raise BadValueError("ambiguous_amount", sentence)
    mark = own or mark or "."
    whole, _, decimals = body.partition(mark)
    if any(letter in decimals for letter in ".,"):
        raise BadValueError(
            "invalid_amount", f"This amount does not have {mark!r} before its decimals as the others do."
        )
    digits = re.sub(r"[.,' ]", "", whole)
    return f"{digits}.{decimals}" if decimals else digits


def _mark_of(cell: str) -> str | None:
    """The mark of one amount that can be read in one way only: 1.234,5 and 12,34, and 1.234.567 by what it groups with."""
    body = re.sub(r"[^0-9.,]", "", cell)
    marks = [letter for letter in body if letter in ".,"]
    if not marks:
        return None
    last, tail = marks[-1], len(body) - body.rindex(marks[-1]) - 1
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return "," if last == "." else "."
    whole = body.partition(last)[0]
    return last if tail != 3 or len(whole) > 3 or whole in ("", "0") else None


def _order_of(cell: str) -> str | None:
    found = _NUMERIC.fullmatch(cell.strip())
    if not found:
        return None
    if int(found[1]) > 12:
        return "dmy"
    return "mdy" if int(found[2]) > 12 else None


def _day(year: str, month: int, day: int) -> date:
    return parse_date(f"{year if len(year) == 4 else '20' + year}-{month:02}-{day:02}")
