"""What a client or a file says of a statement and its lines, as values; every fault is named."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from payables.kit.bad_value import BadValueError
from payables.kit.dates import FIRST_YEAR, LAST_YEAR
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.money import check_amount, currency_digits
from payables.kit.text import clean_text
from payables.statements.errors import TooManyLines
from payables.statements.model import EntryType, Heading, Line

MOST_LINES = 5_000
MOST_FAULTS = 100
LONGEST_NUMBER = 100
LONGEST_VENDOR = 255

_LOWERING = (EntryType.CREDIT_MEMO, EntryType.PAYMENT)


def heading_of(values: Mapping[str, Any], faults: list[FieldError]) -> Heading | None:
    """None, with what is wrong added to the faults. `values` are named as the API names them, dates are dates."""
    before = len(faults)
    currency = _currency(values.get("currency"), faults)
    day = _day("statement_date", values.get("statement_date"), faults)
    if values.get("statement_date") is None:
        faults.append(FieldError("statement_date", "Say of which day the statement is, as YYYY-MM-DD.", "required"))
    balances = {
        name: _amount(name, values.get(name), currency, faults) for name in ("opening_balance", "closing_balance")
    }
    erp_id = _text("erp_vendor_id", values.get("erp_vendor_id"), LONGEST_VENDOR, faults)
    if len(faults) > before or day is None or currency is None:
        return None
    vendor = {"ottimate_vendor_id": values.get("ottimate_vendor_id"), "erp_vendor_id": erp_id}
    company_id, group_id = values["ottimate_company_id"], values.get("ottimate_group_id")
    return Heading(company_id, group_id, vendor, day, currency, **balances)


def lines_of(rows: Sequence[tuple[str, Mapping[str, Any]]], currency: str, faults: list[FieldError]) -> list[Line]:
    """Rows by the path that faults name them with; their values are named as the API names them. Raises TooManyLines."""
    if len(rows) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    lines: list[Line] = []
    for n, (path, values) in enumerate(rows, 1):
        if (line := _line(n, path, values, currency, faults)) is not None:
            lines.append(line)
        if len(faults) >= MOST_FAULTS:
            break
    return lines


def check(faults: Sequence[FieldError]) -> None:
    """Raises InvalidFields."""
    if faults:
        raise InvalidFields(list(faults[:MOST_FAULTS]))


def content_of(heading: Heading, lines: Sequence[Line]) -> bytes:
    """The same of two statements that say the same, however they are written."""
    told = [
        (line.number, line.day.isoformat(), str(line.amount), line.type.value, str(line.due_date)) for line in lines
    ]
    whole = (heading.currency, str(heading.opening_balance), str(heading.closing_balance), told)
    return sha256(repr(whole).encode()).digest()


def _line(n: int, path: str, values: Mapping[str, Any], currency: str, faults: list[FieldError]) -> Line | None:
    before = len(faults)
    number = _text(f"{path}.number", values.get("number"), LONGEST_NUMBER, faults)
    day = _day(f"{path}.date", values.get("date"), faults)
    due = _day(f"{path}.due_date", values.get("due_date"), faults)
    amount = _amount(f"{path}.amount", values.get("amount"), currency, faults)
    if values.get("date") is None:
        faults.append(FieldError(f"{path}.date", "Every line has a date.", "required"))
    if values.get("amount") is None:
        faults.append(FieldError(f"{path}.amount", "Every line has an amount.", "required"))
    if len(faults) > before or day is None or amount is None:
        return None
    type = values.get("type")
    if type is EntryType.INVOICE and amount < 0:
        sentence = "An invoice is not below zero: send credit_memo or payment, or leave the type out."
        faults.append(FieldError(f"{path}.type", sentence, "negative_invoice"))
        return None
    return _signed(n, number, day, amount, type, due)


def _signed(n: int, number: str | None, day: date, amount: Decimal, type: EntryType | None, due: date | None) -> Line:
    """Credit memos and payments lower what is owed, with whatever sign they are written."""
    if type is None:
        type = EntryType.CREDIT if amount < 0 else EntryType.INVOICE
    if type in _LOWERING and amount:
        amount = -abs(amount)
    return Line(n, number, day, amount, type, due)


def _currency(code: Any, faults: list[FieldError]) -> str | None:
    try:
        currency_digits(code or "")
    except BadValueError as error:
        faults.append(FieldError("currency", error.sentence, error.code))
        return None
    return code


def _amount(name: str, value: Decimal | None, currency: str | None, faults: list[FieldError]) -> Decimal | None:
    if value is None or currency is None:
        return None
    try:
        return check_amount(value, currency)
    except BadValueError as error:
        faults.append(FieldError(name, error.sentence, error.code))
        return None


def _day(name: str, value: date | None, faults: list[FieldError]) -> date | None:
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        faults.append(FieldError(name, f"A year lies between {FIRST_YEAR} and {LAST_YEAR}.", "date_out_of_range"))
    return value


def _text(name: str, value: str | None, longest: int, faults: list[FieldError]) -> str | None:
    try:
        return " ".join(clean_text(value, longest).split()) or None if value else None
    except BadValueError as error:
        faults.append(FieldError(name, error.sentence, error.code))
        return None
