"""What the lines come to, against the total: reckoned here, exactly, also of what is typed and not saved yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel import Locale

from payables.dashboard.pages.invoice.fields import Kind
from payables.dashboard.pages.invoice.lines import ShownLine
from payables.dashboard.pages.invoice.merged import merged
from payables.dashboard.pages.invoice.shown_fields import typed
from payables.dashboard.shown.typed import NotANumber, decimal_mark, read_number
from payables.dashboard.web.forms import Form
from payables.kit.bad_value import BadValueError
from payables.kit.money import currency_digits, is_currency, line_amount

NOTHING = Decimal(0)
HEADER = ("total_amount", "total_tax", "discount_amount")


@dataclass(frozen=True, slots=True)
class Sums:
    """`lines` is None where a line has no amount that can be read. `difference`: the total less what the lines come to, in the
    spelling (with tax or without) that is nearer; None where there is nothing to compare. `amounts`: of lines whose quantity or
    price was changed, by their key."""

    currency: str
    count: int
    lines: Decimal | None
    tax: Decimal
    discount: Decimal
    total: Decimal | None
    difference: Decimal | None
    amounts: dict[str, Decimal | None]

    @property
    def adds_up(self) -> bool | None:
        """Each line may have lost half of the smallest unit of the currency to rounding. None where nothing is compared."""
        if self.difference is None:
            return None
        unit = Decimal(1).scaleb(-currency_digits(self.currency)) if is_currency(self.currency) else Decimal("0.01")
        return abs(self.difference) <= max(unit, unit * self.count / 2)


def sums_of(invoice: Mapping[str, Any], lines: Sequence[ShownLine], form: Form, locale: Locale) -> Sums:
    """`lines` with what was typed into them."""
    currency, mark = invoice["currency"], decimal_mark(locale)
    header = {
        name: _number(merged(form, name, typed(invoice[name], Kind.AMOUNT, locale, currency)).value, mark)
        for name in HEADER
    }
    kept = [line for line in lines if not line.is_removed]
    changed = {line.key: _amount(line, currency, mark) for line in kept if _is_reckoned(line)}
    amounts = [changed[line.key] if line.key in changed else _cell(line, "amount", mark) for line in kept]
    known = [amount for amount in amounts if amount is not None]
    whole = sum(known, NOTHING) if len(known) == len(kept) else None
    tax, discount, total = header["total_tax"] or NOTHING, header["discount_amount"] or NOTHING, header["total_amount"]
    difference = _difference(whole, tax, discount, total) if kept else None
    return Sums(currency, len(kept), whole, tax, discount, total, difference, changed)


def _difference(whole: Decimal | None, tax: Decimal, discount: Decimal, total: Decimal | None) -> Decimal | None:
    if whole is None or total is None:
        return None
    return min(total - (whole + tax - discount), total - (whole - discount), key=abs)


def _is_reckoned(line: ShownLine) -> bool:
    """Whose amount follows from quantity and price, as it does when it is saved: one of the two was changed, the amount not."""
    touched = {cell.column.name for cell in line.cells if cell.merged.value != cell.merged.stored}
    return bool(touched & {"quantity", "price"}) and "amount" not in touched


def _amount(line: ShownLine, currency: str, mark: str) -> Decimal | None:
    quantity, price = _cell(line, "quantity", mark), _cell(line, "price", mark)
    if quantity is None or price is None or not is_currency(currency):
        return None
    try:
        return line_amount(quantity, price, currency)
    except BadValueError:
        return None


def _cell(line: ShownLine, name: str, mark: str) -> Decimal | None:
    return _number(next(cell.merged.value for cell in line.cells if cell.column.name == name), mark)


def _number(text: str, mark: str) -> Decimal | None:
    try:
        return read_number(text, mark)
    except NotANumber:
        return None
