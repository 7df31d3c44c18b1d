"""The XML of a hybrid file against its printed page: where they disagree, people are told both values.

A value that stands anywhere on the page agrees. What does not is compared with what reading the page alone gives: a net
and a tax are often not printed as one sum, so these two are only told where the page says another. What an invoice is
paid by, or known by, stops it (severity error) unless the page tells no sums at all: the total, its currency, who owes it, the
account and the number. Everything else is a warning.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from payables.extraction.checks.page_currency import other_currency
from payables.extraction.checks.page_type import other_type
from payables.extraction.checks.shown import (
    not_shown,
    shows_amount,
    shows_currency,
    shows_date,
    shows_name,
    shows_sums,
    shows_text,
)
from payables.extraction.fields import net, tax
from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.tax_ids import ibans
from payables.extraction.fields.labels import Labels
from payables.extraction.fields.registry import header
from payables.extraction.model import Field, Finding, Reading
from payables.extraction.page.document import Document
from payables.extraction.solve.solve import solve

RULE, NOT_COMPARED = "page-differs", "page-not-compared"
ENOUGH = 100  # characters of print below which nothing can be compared
_CENT = Decimal("0.02")
# A page's value is told from this confidence on, and against one that stands somewhere on the page only from the other.
_READ, _SURE = 0.4, 0.85
# Sums that the page may give as its total, where it calls them what they are.
_CALLED = {"net_amount": net.LABELS, "total_tax": tax.LABELS}
_NAMED = 0.6  # weight of a label from which on it names a sum


@dataclass(frozen=True)
class _Compared:
    """How a field is looked for; `alone`: told even if the page says nothing else; `labelled`: told if the page says another
    beside its label, although the XML's value stands elsewhere."""

    shows: Callable[[str, Document], bool]
    alone: bool = True
    labelled: bool = False
    stops: bool = False


_FIELDS = {
    "number": _Compared(shows_text, stops=True),
    "invoice_date": _Compared(shows_date),
    "due_date": _Compared(shows_date, labelled=True),
    "total_amount": _Compared(shows_amount, labelled=True, stops=True),
    "net_amount": _Compared(shows_amount, alone=False),
    "total_tax": _Compared(shows_amount, alone=False),
    "vendor_name": _Compared(shows_name),
    "vendor_vat_id": _Compared(shows_text, alone=False),
    "buyer_name": _Compared(shows_name),
}
_CURRENCY = _Compared(shows_currency, alone=False)


def compare_with_page(reading: Reading, document: Document) -> list[Finding]:
    """A finding `page-differs` for each field that disagrees, naming both values where the page's can be read."""
    if sum(p.characters for p in document.pages) < ENOUGH:
        return []
    printed = header(document)
    differing = [
        finding
        for name, how in _FIELDS.items()
        if (stated := reading.fields.get(name)) and (finding := _compare(name, how, stated, printed, document, reading))
    ]
    told = [*differing, *_currency(reading, printed, document), *_kind(reading, printed, document)]
    return [*told, *_accounts(reading, document), *_lines(reading, document)]


def not_compared(unread: Sequence[int]) -> list[Finding]:
    """Pictures that the limits on OCR left out may say anything."""
    if not unread:
        return []
    sentence = f"Page {unread[0]} is a picture that was not read, so the XML was not compared with it."
    return [Finding(NOT_COMPARED, "error", sentence)]


def _compare(
    name: str, how: _Compared, stated: Field, printed: dict[str, Field], document: Document, reading: Reading
) -> Finding | None:
    page = printed.get(name)
    other = page if page and page.confidence >= _READ and not _same(page.value, stated.value) else None
    if how.shows(stated.value, document):
        sure = other and other.confidence >= _SURE and how.labelled
        if not sure or (other and name == "total_amount" and _is_another_sum(other, reading, document)):
            return None
    elif other is None and not how.alone:
        return None
    stops = how.stops and shows_sums(document)
    return _finding(name.replace("_", " "), stated.value, other.value if other else None, stops=stops)


def _currency(reading: Reading, printed: dict[str, Field], document: Document) -> Iterator[Finding]:
    """Printed with the total it is another sum; elsewhere on the page it may be of something else."""
    stated = reading.fields.get("currency")
    if stated is None:
        return
    if other := other_currency(reading, printed.get("total_amount"), document):
        yield _finding("currency", stated.value, other, stops=True)
    elif told := _compare("currency", _CURRENCY, stated, printed, document, reading):
        yield told


def _kind(reading: Reading, printed: dict[str, Field], document: Document) -> Iterator[Finding]:
    stated, other = reading.fields.get("type"), other_type(reading, printed.get("type"))
    if stated and other:
        yield _finding("type", stated.value.replace("_", " "), other.replace("_", " "), stops=shows_sums(document))


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


def _is_another_sum(printed: Field, reading: Reading, document: Document) -> bool:
    """What reading the page gives as its total may be what is still due, or the net or tax that it is called there."""
    due = reading.fields.get("amount_due")
    if due and _same(printed.value, due.value):
        return True
    return any(
        _same(printed.value, stated.value) and _is_called(printed, labels, document)
        for name, labels in _CALLED.items()
        if (stated := reading.fields.get(name))
    )


def _is_called(printed: Field, labels: Labels, document: Document) -> bool:
    return any(labels.near(one) >= _NAMED for one in amounts(document) if _same(one.value, printed.value))
