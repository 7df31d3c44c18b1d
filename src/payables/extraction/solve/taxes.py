"""What each rate makes of the tax: the printed rows in which taxable amount times rate is the tax."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from msgspec.structs import replace

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.tax import LABELS as TAX_LABELS
from payables.extraction.model import Field, Tax
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.numbers import parse
from payables.extraction.page.rows import Row
from payables.extraction.slack import CENT

MOST_RATE = 40  # per cent: no tax on sales is higher
MOST_ROWS = 10
MOST_IN_ROW = 24  # amounts: a longer row is none of taxes
HEADED = 6  # rows under a heading that speaks of tax in which its rows may stand
CLOSING, ALONE = 0.95, 0.5  # of the tax's own confidence: rows that add up to it, rows where no sum of tax was read
_RATE = re.compile(r"(?<![\w.,])(\d{1,2}(?:[.,]\d{1,3})?)\s?%")
_BARE_RATE = re.compile(r"(?<![\w.,/-])(\d{1,2}(?:[.,]\d{1,3})?)(?![\w.,/-]|\s?%)")
_TAX = re.compile(
    r"\b(?:vat|tax|taxes|gst|sst|hst|pst|mwst|ust|u\.st|umsatzsteuer|mehrwertsteuer|steuer\w*|tva|t\.v\.a|iva|btw|imposta)\b"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row's rate, taxable amount (None where it is not printed there) and tax; `named` where the row speaks of tax."""

    rate: Decimal
    base: Candidate | None
    tax: Candidate
    place: Field
    named: bool

    @property
    def key(self) -> tuple[Decimal, str | None, str]:
        return self.rate, self.base.value if self.base else None, self.tax.value


def taxes(document: Document, fields: dict[str, Field], of_items: frozenset[int]) -> list[Tax]:
    """`fields` are the sums of the paper, `of_items` the places of rows that are its lines. Rows that do not add up to the
    tax that was read are left out; nothing is reckoned that is not printed."""
    rows = list({row.key: row for row in _rows(document, of_items)}.values())[:MOST_ROWS]
    tax, net = fields.get("total_tax"), fields.get("net_amount")
    if tax is None:
        return [_shown(row, ALONE) for row in rows if row.named and row.base is not None and Decimal(row.tax.value)]
    chosen = _adding_up(rows, Decimal(tax.value), Decimal(net.value) if net else None)
    if len(chosen) == 1 and chosen[0].base is None and net and _closes(chosen[0].rate, net, tax):
        return [Tax(_rate(chosen[0], tax.confidence), replace(net), replace(tax))]
    return [_shown(row, tax.confidence * CLOSING) for row in chosen]


def _rows(document: Document, of_items: frozenset[int]) -> Iterator[_Row]:
    by_row: dict[int, list[Candidate]] = {}
    for candidate in amounts(document):
        by_row.setdefault(candidate.order, []).append(candidate)
    headed = -HEADED - 1
    for order, row in enumerate(document.rows):
        speaks = bool(_TAX.search(plain(row.text)))
        headed = order if speaks else headed
        if order - headed <= HEADED and order not in of_items and order in by_row:
            yield from _of_row(document, row, by_row[order], speaks=speaks)


def _of_row(document: Document, row: Row, printed: list[Candidate], *, speaks: bool) -> Iterator[_Row]:
    """A taxable amount and its tax, else the tax alone where the row names one."""
    if len(printed) > MOST_IN_ROW:
        return
    rates, values = _rates(document, row, printed), [Decimal(c.value) for c in printed]
    for rate in rates:
        pairs = [
            (abs(whole), base, tax)
            for base, whole in zip(printed, values, strict=True)
            if whole
            for tax, share in zip(printed, values, strict=True)
            if base is not tax and _is_share(whole, rate, share)
        ]
        if pairs:
            _, base, tax = max(pairs, key=lambda pair: pair[0])
            yield _Row(rate, base, tax, _place(row, rate), speaks)
            return
    if speaks and len(rates) == 1 and (named := [c for c in printed if TAX_LABELS.near(c) > 0]):
        yield _Row(rates[0], None, named[-1], _place(row, rates[0]), speaks)


def _rates(document: Document, row: Row, printed: list[Candidate]) -> list[Decimal]:
    """With a percent sign; without one, small numbers of the row that are none of its amounts at work."""
    signed = [parse(match[1], document.decimal_mark) for match in _RATE.finditer(row.text)]
    bare = [parse(match[1], document.decimal_mark) for match in _BARE_RATE.finditer(row.text)]
    found = [rate for rate in (signed or (bare if len(printed) > 1 else [])) if rate is not None]
    return [rate for rate in dict.fromkeys(found) if 0 <= rate < MOST_RATE and (signed or rate > 0)]


def _is_share(base: Decimal, rate: Decimal, tax: Decimal) -> bool:
    return abs(base * rate / 100 - tax) <= CENT / 2 and abs(tax) < abs(base)


def _adding_up(rows: list[_Row], tax: Decimal, net: Decimal | None) -> list[_Row]:
    """The rows that make up the tax and, if they can, the net. No tax at all is of some base only if that is the net."""
    best: list[_Row] = []
    value = 0.0
    for count in range(1, len(rows) + 1):
        for some in combinations(rows, count):
            if abs(sum((Decimal(row.tax.value) for row in some), Decimal(0)) - tax) > CENT or _repeats(some):
                continue
            whole = sum((Decimal(row.base.value) for row in some if row.base), Decimal(0))
            to_net = net is not None and abs(whole - net) <= CENT
            worth = 1.0 + 2.0 * to_net + all(row.base for row in some)
            if worth > value and (tax or to_net):
                best, value = list(some), worth
    return best


def _repeats(some: tuple[_Row, ...]) -> bool:
    """One tax at one rate counts once, with its taxable amount or without."""
    return len({(row.rate, row.tax.value) for row in some}) < len(some)


def _closes(rate: Decimal, net: Field, tax: Field) -> bool:
    return _is_share(Decimal(net.value), rate, Decimal(tax.value))


def _shown(row: _Row, sure: float) -> Tax:
    base = row.base.printed(sure) if row.base else None
    return Tax(_rate(row, sure), base, row.tax.printed(sure))


def _rate(row: _Row, sure: float) -> Field:
    found = row.place
    return Field(found.value, round(sure, 3), found.page, found.box)


def _place(row: Row, rate: Decimal) -> Field:
    text = f"{rate:f}"
    words = [w for w in row.words if w.text.rstrip("%").replace(",", ".") == text]
    return Field(text, 0.0, row.page.number, row.page.box(words) if words else None)
