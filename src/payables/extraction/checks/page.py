"""The XML of a hybrid file against its printed page: where they disagree, people are told both values.

A value that stands anywhere on the page agrees. What does not is compared with what reading the page alone gives: a net
and a tax are often not printed as one sum, so these two are only told where the page says another. What an invoice is
paid by stops it (severity error) unless the page tells no sums at all: the total and the account. Everything else is a warning.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from payables.extraction.checks.shown import (
    not_shown,
    shows_amount,
    shows_currency,
    shows_date,
    shows_name,
    shows_sums,
    shows_text,
)
from payables.extraction.fields.candidates.tax_ids import ibans
from payables.extraction.fields.registry import header
from payables.extraction.model import Field, Finding, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.model import Page
from payables.extraction.solve.solve import solve

RULE = "page-differs"
ENOUGH = 100  # characters of print below which nothing can be compared
_CENT = Decimal("0.02")
# A page's value is told from this confidence on, and against one that stands somewhere on the page only from the other.
_READ, _SURE = 0.4, 0.85
_OWN_AMOUNTS = (
    "total_amount",
    "amount_due",
    "net_amount",
    "total_tax",
    "prepaid_amount",
    "charge_total",
    "allowance_total",
)


@dataclass(frozen=True)
class _Compared:
    """How a field is looked for; `alone`: told even if the page says nothing else; `labelled`: told if the page says another
    beside its label, although the XML's value stands elsewhere."""

    shows: Callable[[str, Document], bool]
    alone: bool = True
    labelled: bool = False
    stops: bool = False


_FIELDS = {
    "number": _Compared(shows_text),
    "invoice_date": _Compared(shows_date),
    "due_date": _Compared(shows_date, labelled=True),
    "total_amount": _Compared(shows_amount, labelled=True, stops=True),
    "net_amount": _Compared(shows_amount, alone=False),
    "total_tax": _Compared(shows_amount, alone=False),
    "currency": _Compared(shows_currency, alone=False),
    "vendor_name": _Compared(shows_name),
    "vendor_vat_id": _Compared(shows_text, alone=False),
    "buyer_name": _Compared(shows_name),
}


def compare_with_page(reading: Reading, pages: list[Page]) -> list[Finding]:
    """A finding `page-differs` for each field that disagrees, naming both values where the page's can be read."""
    if sum(p.characters for p in pages) < ENOUGH:
        return []
    document = Document(pages)
    printed = header(document)
    differing = [
        finding
        for name, how in _FIELDS.items()
        if (stated := reading.fields.get(name)) and (finding := _compare(name, how, stated, printed, document, reading))
    ]
    return [*differing, *_accounts(reading, document), *_lines(reading, document)]


def _compare(
    name: str, how: _Compared, stated: Field, printed: dict[str, Field], document: Document, reading: Reading
) -> Finding | None:
    page = printed.get(name)
    other = page if page and page.confidence >= _READ and not _same(page.value, stated.value) else None
    if how.shows(stated.value, document):
        sure = other and other.confidence >= _SURE and how.labelled
        if not sure or (other and name == "total_amount" and _is_one_of(other.value, reading)):
            return None
    elif other is None and not how.alone:
        return None
    stops = how.stops and shows_sums(document)
    return _finding(name.replace("_", " "), stated.value, other.value if other else None, stops=stops)


def _accounts(reading: Reading, document: Document) -> Iterator[Finding]:
    """The XML may name several accounts: one of them on the page is enough."""
    stated = reading.fields.get("vendor_iban")
    named = [p.account for p in reading.einvoice.payments if p.account] if reading.einvoice else []
    if stated is None or any(shows_text(account, document) for account in [stated.value, *named]):
        return
    other = next((candidate.value for candidate in ibans(document)), None)
    yield _finding("vendor IBAN", stated.value, other, stops=shows_sums(document))


def _lines(reading: Reading, document: Document) -> Iterator[Finding]:
    """Told where most of the lines' amounts stand nowhere, or where the page's lines add up to the net and are others in
    number; rows that are read wrongly do neither. A correction prints what it takes back and the XML may not."""
    stated = [line.amount.value for line in reading.items if line.amount]
    if not stated:
        return
    missing = not_shown(stated, document)
    if 2 * len(missing) > len(stated):
        shown = ", ".join(missing[:5])
        yield Finding(RULE, "warning", f"The page does not show the XML's amounts of lines: {shown}.")
        return
    printed = [Decimal(line.amount.value) for line in solve(document).items if line.amount]
    net = reading.fields.get("net_amount")
    closes = net and abs(abs(sum(printed)) - abs(Decimal(net.value))) <= _CENT
    if closes and min(printed) > 0 and len(printed) != len(stated):
        yield Finding(RULE, "warning", f"The XML has {len(stated)} lines, but the page has {len(printed)}.")


def _finding(what: str, stated: str, printed: str | None, *, stops: bool) -> Finding:
    severity = "error" if stops else "warning"
    if printed is None:
        return Finding(RULE, severity, f"The page does not show the XML's {what} {stated}.")
    return Finding(RULE, severity, f"The XML says the {what} is {stated}, but the page says {printed}.")


def _same(printed: str, stated: str) -> bool:
    """Amounts whatever their sign and digits; anything else by its letters and figures."""
    try:
        return abs(Decimal(printed)) == abs(Decimal(stated))
    except ArithmeticError:
        return printed.casefold() == stated.casefold()


def _is_one_of(amount: str, reading: Reading) -> bool:
    """The page's total may be what is still due."""
    return any(_same(amount, reading.fields[name].value) for name in _OWN_AMOUNTS if name in reading.fields)
