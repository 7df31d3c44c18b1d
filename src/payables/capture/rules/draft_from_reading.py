"""What was read becomes a draft of an invoice: typed values, and reasons where one is unusable or doubtful."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from msgspec.structs import replace

from payables.accounts.model import Company
from payables.capture.model import Taken
from payables.capture.rules import values
from payables.capture.rules.gate import VENDOR, Gate, straight_through
from payables.capture.rules.not_an_invoice import not_an_invoice
from payables.capture.rules.price_of_one import price_of_one
from payables.capture.rules.whole_document import allowances, lines_and_charges, prepaid
from payables.extraction.checks.arithmetic import Arithmetic
from payables.extraction.model import Field, Line, Reading, StraightThrough
from payables.extraction.ranking.thresholds import FLOOR
from payables.invoices.model import Draft, Image, InvoiceType, LineDraft, Reason
from payables.kit.bad_value import BadValueError

# Only what an invoice is known and paid by has to pass the gate; a doubtful order number or tax is shown with its confidence
# and goes on. Below this confidence a reading says nothing against what memory or the company says.
DOUBTFUL = 0.5

Value = TypeVar("Value")

# Fields of a reading that end up in the invoice, under the names that the API gives them.
API_NAMES = {
    "number": "invoice_number",
    "invoice_date": "invoice_date",
    "due_date": "due_date",
    "currency": "currency",
    "total_amount": "total_amount",
    "total_tax": "total_tax",
    "purchase_order": "purchase_order",
}


def draft_from_reading(
    reading: Reading, taken: Taken, company: Company, vendor_id: int | None, gate: Gate, found: Sequence[Reason] = ()
) -> Draft:
    """Unknown stays None. The currency is the company's unless the paper says another; the file is its image.

    `found` is what stops the document beside its values: its division, its vendor. `reading.straight_through` says
    afterwards whether it passed the gate.
    """
    passing = straight_through(reading, gate, taken.id)
    fields = _Fields(reading.fields, passing)
    currency = fields.take("currency", values.currency) or company.currency
    if currency != company.currency and reading.fields["currency"].confidence < DOUBTFUL:
        fields.reasons.append(_doubtful("currency"))
    lines = fields.work_out("items", lambda: lines_and_charges(reading)) or reading.items
    draft = Draft(
        company_id=taken.company_id,
        location_id=taken.location_id,
        currency=currency,
        source="upload",
        type=_type(fields),
        vendor_id=vendor_id,
        vendor_as_read=fields.take("vendor_name", lambda text: values.words(text, 300)),
        number=fields.take("number", lambda text: values.words(text, 100)),
        invoice_date=fields.take("invoice_date", values.day),
        due_date_as_read=fields.take("due_date", values.day),
        total_amount=fields.take("total_amount", lambda text: values.amount(text, currency)),
        total_tax=fields.take("total_tax", lambda text: values.amount(text, currency)),
        discount_amount=fields.work_out("discount_amount", lambda: _amount(allowances(reading), currency)),
        paid_amount=fields.work_out("prepaid_amount", lambda: _amount(prepaid(reading), currency)) or Decimal(0),
        purchase_order=fields.take("purchase_order", lambda text: values.words(text, 100)),
        items=[_line(line, n, currency, fields.reasons) for n, line in enumerate(lines)],
        images=[Image(taken.sha256, taken.filename, taken.media_type, taken.size)],
        upload_id=taken.id,
        extra_reasons=fields.reasons,
    )
    draft.extra_reasons += [*_findings(reading), *not_an_invoice(reading), *found]
    reading.straight_through = _with_reasons(passing, draft.extra_reasons)
    draft.extra_reasons += _of_gate(reading, reading.straight_through, gate)
    draft = _positive(draft)
    # a prepayment below zero is an older debt, which is an invoice of its own: it makes this one no dearer
    draft.paid_amount = max(draft.paid_amount, Decimal(0))
    return draft


@dataclass(slots=True)
class _Fields:
    """Takes values out of a reading and keeps what is wrong with them."""

    read: dict[str, Field]
    passing: StraightThrough
    reasons: list[Reason] = field(default_factory=list)

    def take(self, name: str, parse: Callable[[str], Value]) -> Value | None:
        found = self.read.get(name)
        if found is None or not found.value.strip():
            return None
        shown = API_NAMES.get(name)
        try:
            value = parse(found.value)
        except BadValueError as error:
            self.reasons.append(_unusable(shown or name, str(error)))
            return None
        verdict = self.passing.fields.get(name)
        if shown and is_remembered(found):
            self.reasons.append(_remembered(shown, found))
        elif shown and verdict and not verdict.passed:
            self.reasons.append(_unproven(shown) if self._is_unproven(name, found) else _doubtful(shown))
        return value

    def _is_unproven(self, name: str, found: Field) -> bool:
        """Well read, but no lines lead to it."""
        alone = name == "total_amount" and self.passing.arithmetic != Arithmetic.CLOSES
        return alone and found.confidence >= FLOOR

    def work_out(self, name: str, find: Callable[[], Value]) -> Value | None:
        """A value that follows from several; `name` is what the reason says if it does not."""
        try:
            return find()
        except BadValueError as error:
            self.reasons.append(_unusable(name, str(error)))
            return None


def _amount(text: str | None, currency: str) -> Decimal | None:
    return None if text is None else values.amount(text, currency)


def _type(fields: "_Fields") -> InvoiceType:
    found = fields.read.get("type")
    if found and is_remembered(found):
        fields.reasons.append(_remembered("type", found))
    try:
        return InvoiceType(found.value) if found else InvoiceType.INVOICE
    except ValueError:
        return InvoiceType.OTHER


def _line(line: Line, position: int, currency: str, reasons: list[Reason]) -> LineDraft:
    draft = LineDraft()
    cells: list[tuple[str, Field | None, Callable[[str], object]]] = [
        ("name", line.name or line.description, lambda text: values.words(text, 1000)),
        ("description", line.description, lambda text: values.words(text, 10_000)),
        ("sku", line.sku, lambda text: values.words(text, 100)),
        ("quantity", line.quantity, values.quantity),
        ("unit", line.unit, lambda text: values.words(text, 30)),
        ("price", price_of_one(line), values.unit_price),
        ("amount", line.amount, lambda text: values.amount(text, currency)),
        ("is_taxed", line.tax_rate, lambda text: values.quantity(text) > 0),
    ]
    for name, cell, parse in cells:
        if cell is None or not cell.value.strip():
            continue
        try:
            setattr(draft, name, parse(cell.value))
        except BadValueError as error:
            reasons.append(_unusable(f"items[{position}].{name}", str(error)))
    if draft.description == draft.name:
        draft.description = None
    return draft


def _findings(reading: Reading) -> list[Reason]:
    """Errors that the checks of an e-invoice found; warnings are shown beside the record and stop nothing."""
    return [
        Reason("document_check_failed", f"{f.rule}: {f.message}") for f in reading.validation if f.severity == "error"
    ]


def _of_gate(reading: Reading, passing: StraightThrough, gate: Gate) -> Iterator[Reason]:
    """What stops a document beside its own values: the vendor's signs are weak, or the account wants to see it."""
    verdict, match = passing.fields[VENDOR], reading.vendor_match
    if match and match.vendor_id is not None and not verdict.passed:
        signs = ", ".join(sign.replace("_", " ") for sign in match.by)
        sentence = f"The vendor was found by too little ({signs}): compare it with the paper."
        yield Reason("doubtful_reading", sentence, "erp_vendor_id")
    if gate.check_all:
        yield Reason(
            "every_paper_checked",
            "Your account has every paper looked at: compare this one, then change or confirm a field.",
        )
    elif passing.sampled:
        sentence = (
            "This paper was picked at random, nothing is wrong with it: compare it, then change or confirm a field."
        )
        yield Reason("sampled_for_check", sentence)


def _with_reasons(passing: StraightThrough, reasons: Sequence[Reason]) -> StraightThrough:
    """What cannot be used, and what memory took against a sure reading, has not passed however sure it was."""
    named = {reason.field for reason in reasons}
    fields = {
        name: replace(verdict, passed=verdict.passed and API_NAMES.get(name) not in named)
        for name, verdict in passing.fields.items()
    }
    stopped = bool(reasons)
    return replace(
        passing, passed=passing.passed and not stopped, sampled=passing.sampled and not stopped, fields=fields
    )


def _positive(draft: Draft) -> Draft:
    """A credit memo's amounts are positive: many papers print them with a minus, and some say so in no other way."""
    if draft.total_amount is None or draft.total_amount >= 0 or draft.type is InvoiceType.OTHER:
        return draft
    draft.type = InvoiceType.CREDIT_MEMO
    draft.total_amount = -draft.total_amount
    draft.total_tax = _opposite(draft.total_tax)
    draft.discount_amount = _opposite(draft.discount_amount)
    draft.paid_amount = -draft.paid_amount
    for line in draft.items:
        _turn(line)
    return draft


def _turn(line: LineDraft) -> None:
    line.amount = _opposite(line.amount)
    if line.quantity is not None and line.quantity < 0:
        line.quantity = -line.quantity
    else:
        line.price = _opposite(line.price)


def _opposite(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value + 0


def is_remembered(found: Field) -> bool:
    """Chosen as on earlier papers of the vendor, against a value that was read surely: one of the two is wrong, and what
    somebody has once written of another paper must not go through unseen."""
    return found.instead_of is not None and found.instead_of.confidence >= DOUBTFUL


def _remembered(name: str, found: Field) -> Reason:
    read = found.instead_of.value if found.instead_of else ""
    sentence = (
        f"The {_spoken(name)} {found.value} is taken as on the vendor's earlier papers, but {read} was read: compare."
    )
    return Reason("remembered_value", sentence, name)


def _unusable(name: str, sentence: str) -> Reason:
    return Reason("unusable_value", f"The {_spoken(name)} on the paper cannot be used: {sentence}", name)


def _unproven(name: str) -> Reason:
    sentence = f"No lines on the paper lead to the {_spoken(name)}: compare it with the paper."
    return Reason("doubtful_reading", sentence, name)


def _doubtful(name: str) -> Reason:
    return Reason("doubtful_reading", f"The {_spoken(name)} was hard to read: compare it with the paper.", name)


def _spoken(name: str) -> str:
    return name.replace("_", " ")
