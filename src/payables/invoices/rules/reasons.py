"""Why an invoice needs attention, found by its values alone (contract/invoices-and-catalog.md sections 8 and 10).

Arithmetic closes in either of two spellings, where lines have their amounts without tax or with it:
    lines + tax - discount = total          lines - discount = total
Each line may have lost half of the currency's smallest unit to rounding; one whole unit is always allowed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from payables.duplicates.model import Hit, Kind, Scenario
from payables.invoices.model import Invoice, InvoiceType, LineDraft, Reason
from payables.invoices.rules.field_table import ANSWERING, NAMING_VENDOR, ON_THE_PAPER, PLACE_OF_LINE, READ_VENDOR
from payables.invoices.rules.sums import add_up
from payables.matching.model import HOLDING

LIKELY_DUPLICATE, POSSIBLE_DUPLICATE = "likely_duplicate", "possible_duplicate"
PAID_MORE = "paid_more_than_total"
PAGES_IN_ANOTHER = "pages_in_another_invoice"
OF_DUPLICATES = frozenset({LIKELY_DUPLICATE, POSSIBLE_DUPLICATE})
OF_MATCHING = frozenset(outcome.value for outcome in HOLDING)


class Checked(Protocol):
    """The values that are looked at: a draft or a stored invoice."""

    @property
    def vendor_id(self) -> int | None: ...
    @property
    def vendor_as_read(self) -> str | None: ...
    @property
    def type(self) -> InvoiceType: ...
    @property
    def number(self) -> str | None: ...
    @property
    def invoice_date(self) -> date | None: ...
    @property
    def due_date(self) -> date | None: ...
    @property
    def currency(self) -> str: ...
    @property
    def total_amount(self) -> Decimal | None: ...
    @property
    def total_tax(self) -> Decimal | None: ...
    @property
    def discount_amount(self) -> Decimal | None: ...


def reasons_of(invoice: Checked, lines: Sequence[LineDraft]) -> list[Reason]:
    """Everything in its own values that keeps the invoice from going on."""
    found = [
        _vendor(invoice),
        _missing(invoice.number, "missing_number", "invoice_number", "The invoice number is missing."),
        _missing(invoice.invoice_date, "missing_invoice_date", "invoice_date", "The invoice date is missing."),
        _missing(invoice.total_amount, "missing_total", "total_amount", "The total is missing."),
        _dates(invoice),
        _sign(invoice),
        _tax(invoice),
        _sum(invoice, lines),
    ]
    return [reason for reason in found if reason]


def paid_reasons(invoice: Invoice) -> list[Reason]:
    """Payments settle no more than was open: more is paid only where the total was lowered since."""
    total, paid = invoice.total_amount, invoice.paid_amount
    if not invoice.settled_by_payments or total is None or paid <= total:
        return []
    sentence = f"{paid} {invoice.currency} are paid and the total is {total}: correct the total, or void a payment."
    return [Reason(PAID_MORE, sentence, "total_amount")]


# What `reasons_of` says anew at every change. Other codes come from the way in and stay until somebody answers them.
COMPUTED = frozenset(
    {
        "unknown_vendor",
        "missing_number",
        "missing_invoice_date",
        "missing_total",
        "due_before_invoice_date",
        "negative_total",
        "tax_exceeds_total",
        "lines_do_not_sum",
        "missing_dimension",
        "split_does_not_add_up",
        PAID_MORE,
        PAGES_IN_ANOTHER,
        LIKELY_DUPLICATE,
        POSSIBLE_DUPLICATE,
        *OF_MATCHING,
    }
)

# What a duplicate's reason says: nothing of the other invoice's values, which not everybody may see.
_OF_SCENARIO = {
    Scenario.SAME: "Another invoice has the same number, vendor, location, total and date: keep one of them, or both.",
    Scenario.ACROSS_LOCATIONS: "The same invoice is there for another location: keep one of them, or both.",
    Scenario.ACROSS_VENDORS: "The same invoice is there under another vendor record: keep one of them, or both.",
    Scenario.REPLACEMENT: (
        "Another invoice of this vendor has the same number and date, and another total: if one replaces the other, keep "
        "that one."
    ),
    Scenario.REUSED_NUMBER: (
        "Another invoice of this vendor has the same number, with another total and a month or more away: probably the "
        "vendor has used the number again, and both are kept."
    ),
    Scenario.FUZZY: "Another invoice is nearly the same: compare the two, and keep one of them or both.",
}


def duplicate_reasons(hits: Sequence[Hit]) -> list[Reason]:
    """One for the strongest hit of each kind; the hits come the strongest first."""
    first = {hit.kind: hit for hit in reversed(hits)}
    codes = {Kind.LIKELY: LIKELY_DUPLICATE, Kind.POSSIBLE: POSSIBLE_DUPLICATE}
    told = [(code, first[kind]) for kind, code in codes.items() if kind in first]
    return [Reason(code, _OF_SCENARIO[hit.scenario], "invoice_number", str(hit.other)) for code, hit in told]


def pages_in_another(other: UUID) -> Reason:
    """Nobody answers it by a change: one of the two has to go."""
    sentence = (
        "Pages of its file stand in another invoice too, and would be paid twice: archive one of the two. Once "
        "the other is, match or change this one."
    )
    return Reason(PAGES_IN_ANOTHER, sentence, None, str(other))


def missing_dimension(type_: str, lines: Sequence[int], of: int) -> Reason:
    """A dimension type that is required: of the invoice where no lines are named, else of these of so many, counted from 0."""
    shown = type_.upper()
    if not lines:
        return Reason("missing_dimension", f"The invoice needs {_a(shown)}.", f"dimensions.{shown}")
    numbers = ", ".join(_runs(lines))
    sentence = f"{len(lines)} of {of} lines need {_a(shown)}: {numbers}." if of > 1 else f"The line needs {_a(shown)}."
    return Reason("missing_dimension", sentence, f"items[{lines[0]}].dimensions.{shown}")


def _runs(lines: Sequence[int]) -> Iterator[str]:
    """As people count them, neighbours together: 0, 1, 2, 6 is "1-3", "7"."""
    start = 0
    for n, line in enumerate(lines, 1):
        if n == len(lines) or lines[n] != line + 1:
            yield f"{lines[start] + 1}-{line + 1}" if n - start > 1 else str(line + 1)
            start = n


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "AEIO" else f"a {word}"


def unanswered(reasons: Sequence[Reason], named: frozenset[str]) -> list[Reason]:
    """What the way in found and nobody has answered. `named` is what a change names of ANSWERING, and `items[n]` for
    its lines: naming a reason's field, also with the value it has, answers it; a reason about nothing that a change can
    name is answered by naming anything, and one that the paper itself gave by naming what stands on it."""
    return [reason for reason in reasons if reason.code not in COMPUTED and not _answered(reason, named)]


def moved(reasons: Sequence[Reason], lines: Sequence[int], gone: Collection[int]) -> list[Reason]:
    """With the places that lines have when others are taken away; what was said of those goes with them. `lines` are the
    ids of all lines, in the order in which the reasons count them."""
    if not gone:
        return list(reasons)
    left = [line for line in lines if line not in gone]
    found: list[Reason] = []
    for reason in reasons:
        place = PLACE_OF_LINE.match(reason.field or "")
        line = lines[int(place[1])] if place and int(place[1]) < len(lines) else None
        if place is None or line is None:
            found.append(reason)
        elif line not in gone:
            found.append(_at(reason, place, left.index(line)))
    return found


def _at(reason: Reason, place: re.Match[str], now: int) -> Reason:
    rest = (reason.field or "")[place.end() :]
    return Reason(reason.code, reason.message, f"items[{now}]{rest}", reason.other_invoice_id)


# What somebody has to compare the paper for. What others refused (an ERP, an approver) is answered by any change.
OF_THE_PAPER = frozenset(
    {"document_check_failed", "possible_documents", "pages_elsewhere", "unread_pages", "unusable_value"}
    | {"every_paper_checked", "sampled_for_check"}
)


def _answered(reason: Reason, named: frozenset[str]) -> bool:
    """`items[2].price` is answered by whatever is said of that line."""
    place = (reason.field or "").partition(".")[0]
    if place in NAMING_VENDOR:
        return bool(NAMING_VENDOR & named)
    if place.partition("[")[0] in ANSWERING:
        return place in named
    if reason.code not in OF_THE_PAPER:
        return bool(named)
    return any(_is_on_the_paper(one) for one in named) or (place == READ_VENDOR and bool(NAMING_VENDOR & named))


def _is_on_the_paper(name: str) -> bool:
    return name.partition("[")[0] in ON_THE_PAPER


def _vendor(invoice: Checked) -> Reason | None:
    if invoice.vendor_id is not None:
        return None
    read = f' The paper says "{invoice.vendor_as_read}".' if invoice.vendor_as_read else ""
    return Reason("unknown_vendor", f"The vendor is not known: choose or create it.{read}", "erp_vendor_id")


def _missing(value: object, code: str, field: str, sentence: str) -> Reason | None:
    return Reason(code, sentence, field) if value is None or value == "" else None


def _dates(invoice: Checked) -> Reason | None:
    if invoice.invoice_date is None or invoice.due_date is None or invoice.due_date >= invoice.invoice_date:
        return None
    return Reason(
        "due_before_invoice_date",
        "The due date lies before the invoice date: correct one of them, or take the due date away.",
        "due_date",
    )


def _sign(invoice: Checked) -> Reason | None:
    if invoice.total_amount is None or invoice.total_amount >= 0:
        return None
    sentence = "The total is below zero: money owed to you is a credit memo with a positive total."
    return Reason("negative_total", sentence, "total_amount")


def _tax(invoice: Checked) -> Reason | None:
    if invoice.total_amount is None or invoice.total_tax is None or abs(invoice.total_tax) <= abs(invoice.total_amount):
        return None
    return Reason("tax_exceeds_total", "The tax is more than the total.", "total_tax")


def _sum(invoice: Checked, lines: Sequence[LineDraft]) -> Reason | None:
    """Only where every line has its amount: with one missing there is nothing to compare."""
    found = add_up(
        [line.amount for line in lines],
        invoice.currency,
        total=invoice.total_amount,
        tax=invoice.total_tax,
        discount=invoice.discount_amount,
    )
    if found.adds_up is not False:
        return None
    sentence = f"The lines come to {found.net} with tax and discount, the total says {invoice.total_amount}."
    return Reason("lines_do_not_sum", sentence, "items")
