"""Lines that cost more than their quantity times their price: an overcharge is what a person is to see. And lines that cost a
tenth or a hundredth of it: a decimal point was lost."""

import re
from collections.abc import Collection
from decimal import Decimal

from payables.extraction.fields.currency_printed import place_of
from payables.extraction.lines.lost_points import lost_point
from payables.extraction.model import Adjustment, Field, Finding, Line, Reading
from payables.extraction.page.document import Document
from payables.extraction.slack import CENT, lines_lead_to

RULE = "line-costs-more"
HIGHEST = Decimal(28)  # per cent: a price without tax beside an amount with it
SHIFTED = 3  # lines that all bear a neighbour's price: the rows of the table were not told apart
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,4})?)\s?%")
_WORDS = re.compile(r"[^\W\d_]{4,}")


def check_line_products(reading: Reading, document: Document) -> list[Finding]:
    """Errors, of papers. What costs less was given a discount, and lines that lead to no sum are told as a whole."""
    rates = _rates(reading, document)
    dearer = [number for number, line in enumerate(reading.items) if _costs_more(line, rates, document)]
    if not dearer or _is_no_table(reading, dearer):
        return []
    return [_finding(number, reading.items[number]) for number in dearer]


def _costs_more(line: Line, rates: Collection[Decimal], document: Document) -> bool:
    quantity, price, amount = _value(line.quantity), _value(line.price), _value(line.amount)
    if quantity is None or price is None or amount is None:
        return False
    product = abs(quantity * price)
    slack = CENT + _rounded(line.price, least=2) * abs(quantity) + _rounded(line.quantity, least=0) * abs(price)
    if abs(amount) <= product + slack:
        return lost_point(line) is not None
    with_tax = any(abs(product * (1 + rate / 100) - abs(amount)) <= slack for rate in rates)
    return not with_tax and _stands_alone(line.price, document)


def _rounded(field: Field | None, *, least: int) -> Decimal:
    """What a printed number may have lost to rounding; whole quantities lost nothing."""
    decimals = len(field.value.partition(".")[2]) if field else 0
    return Decimal(5).scaleb(-max(decimals, least) - 1) if decimals or least else Decimal(0)


def _stands_alone(price: Field | None, document: Document) -> bool:
    """A number amid the words of a name is none."""
    place = place_of(price, document) if price else None
    if place is None:
        return True
    row, words = place
    return not any(_WORDS.search(cell.text) for cell in row.cells if any(word is words[0] for word in cell.words))


def _rates(reading: Reading, document: Document) -> set[Decimal]:
    """Of tax, as printed, and as net and total say; none where the lines lead to a net, before any tax."""
    net, tax, total = _sums(reading)
    if net and tax and _lead_to(reading, net):
        return set()
    printed = {Decimal(match[1].replace(",", ".")) for match in _PERCENT.finditer(document.text)}
    between = {(total / net - 1) * 100} if net and total else set[Decimal]()
    return {rate for rate in printed | between if 0 < rate <= HIGHEST}


def _is_no_table(reading: Reading, dearer: list[int]) -> bool:
    """The lines lead to no sum, or their rows were not told apart."""
    net, _, total = _sums(reading)
    if (net or total) and not _lead_to(reading, *(one for one in (net, total) if one)):
        return True
    return len(dearer) >= SHIFTED and all(_has_neighbours_price(reading.items, number) for number in dearer)


def _lead_to(reading: Reading, *sums: Decimal) -> bool:
    amounts = [value for line in reading.items if (value := _value(line.amount)) is not None]
    return lines_lead_to(sums, amounts, _sum(reading.charges) - _sum(reading.allowances))


def _sums(reading: Reading) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    net, tax, total = (_value(reading.fields.get(name)) for name in ("net_amount", "total_tax", "total_amount"))
    return net, tax, total


def _has_neighbours_price(lines: list[Line], number: int) -> bool:
    price = _value(lines[number].price)
    beside = [lines[near] for near in (number - 1, number + 1) if 0 <= near < len(lines)]
    return any(_value(line.amount) == price for line in beside)


def _finding(number: int, line: Line) -> Finding:
    quantity, price, amount = (field.value if field else "" for field in (line.quantity, line.price, line.amount))
    if lost_point(line):
        said = f"quantity {quantity} times price {price} is not {amount}"
        return Finding(RULE, "error", f"Line {number + 1}: {said}: a decimal point was lost.")
    sentence = f"Line {number + 1} costs {amount}, which is more than its quantity {quantity} times its price {price}."
    return Finding(RULE, "error", f"{sentence} Ask the vendor why.")


def _sum(adjustments: list[Adjustment]) -> Decimal:
    return sum((value for one in adjustments if (value := _value(one.amount)) is not None), Decimal(0))


def _value(field: Field | None) -> Decimal | None:
    return Decimal(field.value) if field else None
