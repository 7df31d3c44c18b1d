"""The golden table of matching: how its rows are read. tests/matching/rules/golden/README.md says what they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from payables.matching.model import (
    HOLDING,
    Allocation,
    Billed,
    BilledLine,
    Charge,
    Delivered,
    Known,
    Match,
    Ordered,
    OrderedLine,
    Tolerance,
    Tolerances,
)
from payables.units.model import Conversion
from payables.units.rules.item_key import item_key

TABLES = Path(__file__).parents[1] / "matching" / "rules" / "golden"
WORDS = re.compile(r"'[^']*'|\S+")
CHARGES = {"freight": Charge.FREIGHT, "tax": Charge.TAX, "misc": Charge.MISCELLANEOUS}
FIRST_DAY = date(2026, 10, 1)


@dataclass(frozen=True)
class Golden:
    """One row: what goes in, and what has to come out, written as the row writes it."""

    name: str
    billed: Billed
    orders: tuple[Ordered, ...]
    known: Known
    expected: tuple[str, Decimal, list[str], list[str]]


def golden_rows() -> Iterator[Golden]:
    for table in sorted(TABLES.glob("*.txt")):
        for text in table.read_text().splitlines():
            if text.strip() and not text.startswith("#"):
                yield _row(f"{table.stem}: ", [cell.strip() for cell in text.split(" | ")])


def told(match: Match) -> tuple[str, Decimal, list[str], list[str]]:
    """A match in the words of the table."""
    findings = [finding for line in match.lines for finding in line.findings] + list(match.header)
    excess = sum((one.excess or Decimal(0) for one in findings if one.outcome in HOLDING), Decimal(0))
    taken = [_taken(line.line, one) for line in match.lines for one in line.allocations]
    return match.outcome.value, excess, [line.outcome.value for line in match.lines], sorted(taken)


def _row(table: str, cells: list[str]) -> Golden:
    name, orders, invoice, known, outcome, excess, lines, taken = cells
    currency = orders.split()[0] if re.match(r"[A-Z]{3} PO", orders) else "USD"
    ordered = tuple(_order(place, text) for place, text in enumerate(orders.removeprefix("JPY ").split(" // ")))
    expected = (outcome, Decimal(excess), [] if lines == "-" else lines.split(), _takings(taken))
    return Golden(table + name, _billed(invoice, currency), ordered, _known(known), expected)


def _takings(cell: str) -> list[str]:
    return [] if cell == "-" else sorted(cell.split())


def _taken(line: int, one: Allocation) -> str:
    receipt = "" if one.receipt_item is None else f"/{one.receipt_item.int % 100}"
    number = format(one.quantity, "f")
    plain = number.rstrip("0").rstrip(".") if "." in number else number
    return f"{line}:{chr(one.order_line.int // 100)}{receipt}={plain}"


def _order(place: int, text: str) -> Ordered:
    head, _, body = text.partition(":")
    number, way, *told = head.split()
    order = UUID(int=place + 1)
    lines = () if body.strip() == "-" else tuple(_ordered_line(order, part) for part in body.split(" ; "))
    total = sum((line.quantity * line.price for line in lines), Decimal(0))
    charges: dict[Charge, Decimal] = {}
    charged: dict[Charge, Decimal] = {}
    for kind, amount in zip(told[::2], told[1::2], strict=True):
        whole, _, others = amount.rstrip(")").partition("(")
        charges[CHARGES[kind]] = Decimal(whole)
        charged[CHARGES[kind]] = Decimal(others or 0)
    return Ordered(order, number, way == "2way", total + sum(charges.values()), lines, charges, charged)


def _ordered_line(order: UUID, text: str) -> OrderedLine:
    words = [word.strip("'") if word.startswith("'") else word for word in WORDS.findall(text)]
    letter, sku, name, quantity, unit, price, *rest = words
    line = OrderedLine(
        UUID(int=ord(letter) * 100),
        order,
        name,
        None if sku == "-" else sku,
        Decimal(quantity),
        None if unit == "-" else unit,
        Decimal(price.removeprefix("@")),
        Decimal(0),
    )
    for word, value in zip(rest[::2], rest[1::2], strict=True):
        line = _with(line, word, value)
    return line


def _with(line: OrderedLine, word: str, value: str) -> OrderedLine:
    if word == "taken":
        return replace(line, taken=Decimal(value))
    if word == "got":
        return replace(line, deliveries=(*line.deliveries, _delivered(line, value)))
    if word == "dim":
        return replace(line, dimensions={"category": value})
    key = item_key(value, None) if word == "known" else item_key(None, value)
    assert key is not None and word in ("known", "knownas"), word
    return replace(line, known_as=line.known_as | {key})


def _delivered(line: OrderedLine, text: str) -> Delivered:
    quantity, _, taken = text.rstrip(")").partition("(")
    place = len(line.deliveries) + 1
    receipt = UUID(int=line.id.int * 100 + place)
    return Delivered(receipt, Decimal(quantity), Decimal(taken or 0), FIRST_DAY + timedelta(days=place))


def _billed(text: str, currency: str) -> Billed:
    values: dict[str, Any] = {"total": None, "tax": None, "discount": None}
    lines: list[BilledLine] = []
    links: dict[int, UUID | None] = {}
    for part in [] if text == "-" else text.split(" ; "):
        words = [word.strip("'") if word.startswith("'") else word for word in WORDS.findall(part)]
        if words[0] in values:
            values |= {word: Decimal(amount) for word, amount in zip(words[::2], words[1::2], strict=True)}
            continue
        line, link = _billed_line(words)
        lines.append(line)
        links |= link
    return Billed(currency, invoice_date=None, lines=tuple(lines), links=links, **values)


def _billed_line(words: list[str]) -> tuple[BilledLine, dict[int, UUID | None]]:
    id, sku, name, quantity, unit, *rest = words
    told: dict[str, str] = {}
    while rest:
        word = rest.pop(0)
        told |= {word[0]: word[1:]} if word[0] in "@=" else {word: rest.pop(0)}
    amount = told.get("=")
    if amount is None and "@" in told and quantity != "-":
        amount = str((Decimal(quantity) * Decimal(told["@"])).quantize(Decimal("0.01")))
    line = BilledLine(
        int(id),
        name,
        told.get("says"),
        None if sku == "-" else sku,
        None if quantity == "-" else Decimal(quantity),
        None if unit == "-" else unit,
        Decimal(told["@"]) if "@" in told else None,
        None if amount is None else Decimal(amount),
        told.get("pack"),
    )
    link = told.get("link")
    return line, {} if link is None else {line.id: None if link == "none" else UUID(int=ord(link) * 100)}


def _known(text: str) -> Known:
    company, vendor, categories, learned = Tolerance(), None, {}, []
    for part in [] if text == "-" else text.split(" ; "):
        words = part.split()
        if words[0] == "learn":
            _, sku, from_, number, to = words
            learned.append(Conversion(str(item_key(sku, None)), from_, to, Decimal(number)))
        elif words[0] == "vendor":
            vendor = _tolerance(words[1:])
        elif words[0] == "category":
            categories[words[1]] = _tolerance(words[2:])
        else:
            company = _tolerance(words)
    return Known(Tolerances(vendor, categories, company), tuple(learned))


def _tolerance(words: list[str]) -> Tolerance:
    """price 2% 0.50 quantity 5%"""
    limits: dict[str, Decimal] = {}
    of = ""
    for word in words:
        if word.isalpha():
            of = word
        elif word.endswith("%"):
            limits[f"{of}_percent"] = Decimal(word.removesuffix("%"))
        else:
            limits[f"{of}_amount"] = Decimal(word)
    return Tolerance(**limits)
