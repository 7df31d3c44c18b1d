"""What was read becomes a draft of an invoice: typed values, and reasons where one is unusable or doubtful."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from payables.accounts.model import Company
from payables.capture.model import KeptReading, Taken
from payables.capture.rules import values
from payables.capture.rules.arrival import arrived_on
from payables.capture.rules.because import with_because
from payables.capture.rules.doubts import (
    DOUBTFUL,
    doubtful,
    is_remembered,
    is_unproven_memory,
    remembered,
    unusable,
)
from payables.capture.rules.failed_checks import failed_checks
from payables.capture.rules.gate import Gate, straight_through
from payables.capture.rules.gate_reasons import gate_reasons, passing_with
from payables.capture.rules.not_an_invoice import not_an_invoice
from payables.capture.rules.open_sums import open_sums
from payables.capture.rules.price_of_one import price_of_one
from payables.capture.rules.taken_values import TakenValues
from payables.capture.rules.two_currencies import two_currencies
from payables.capture.rules.unlikely_dates import unlikely_dates
from payables.capture.rules.whole_document import allowances, lines_and_charges, prepaid
from payables.extraction.model import Field, Line, Reading
from payables.extraction.signs import in_minus, turned
from payables.invoices.model import Draft, Image, InvoiceType, LineDraft, Reason
from payables.kit.bad_value import BadValueError


def draft_from_reading(
    reading: KeptReading,
    taken: Taken,
    company: Company,
    vendor_id: int | None,
    gate: Gate,
    found: Sequence[Reason] = (),
) -> Draft:
    """Unknown stays None. The currency is the company's unless the paper says another; the file is its image.

    `found` is what stops the document beside its values: its division, its vendor. `reading.straight_through` says
    afterwards whether it passed the gate, and why.
    """
    passing = straight_through(reading, gate, taken.id)
    is_credit = in_minus(reading)
    owed = turned(reading) if is_credit else reading
    fields = TakenValues(owed.fields, passing)
    currency = _currency(fields, company)
    lines = fields.work_out("items", lambda: lines_and_charges(owed)) or owed.items
    kind = _type(fields)
    draft = Draft(
        company_id=taken.company_id,
        location_id=taken.location_id,
        currency=currency,
        source="upload",
        type=InvoiceType.CREDIT_MEMO if is_credit else kind,
        vendor_id=vendor_id,
        vendor_as_read=fields.take("vendor_name", lambda text: values.words(text, 300)),
        number=fields.take("number", lambda text: values.words(text, 100)),
        invoice_date=fields.take("invoice_date", values.day),
        due_date_as_read=fields.take("due_date", values.day),
        total_amount=fields.take("total_amount", lambda text: values.amount(text, currency)),
        total_tax=fields.take("total_tax", lambda text: values.amount(text, currency)),
        discount_amount=fields.work_out("discount_amount", lambda: _amount(allowances(owed), currency)),
        paid_amount=_paid(fields, owed, currency),
        purchase_order=fields.take("purchase_order", lambda text: values.words(text, 100)),
        items=[_line(line, n, currency, fields.reasons) for n, line in enumerate(lines)],
        images=[Image(taken.sha256, taken.filename, taken.media_type, taken.size)],
        upload_id=taken.id,
    )
    arrived = arrived_on(taken.created_at, taken.received_on)
    dates = unlikely_dates(draft.invoice_date, draft.due_date_as_read, arrived)
    asked = [
        *fields.reasons,
        *dates,
        *two_currencies(reading),
        *failed_checks(reading),
        *open_sums(reading),
        *not_an_invoice(reading),
        *found,
    ]
    passing = passing_with(passing, asked)
    draft.extra_reasons = [*asked, *gate_reasons(reading, passing, gate)]
    reading.straight_through = with_because(passing, draft.extra_reasons, reading)
    return draft


def _currency(fields: TakenValues, company: Company) -> str:
    currency = fields.take("currency", values.currency) or company.currency
    found = fields.read.get("currency")
    if found and currency != company.currency and not is_remembered(found) and _is_unsure(found):
        fields.reasons.append(doubtful("currency"))
    return currency


def _is_unsure(found: Field) -> bool:
    return found.confidence < DOUBTFUL or is_unproven_memory(found)


def _type(fields: TakenValues) -> InvoiceType:
    found = fields.read.get("type")
    if found and is_remembered(found):
        fields.reasons.append(remembered("type", found))
    elif found and is_unproven_memory(found):
        fields.reasons.append(doubtful("type"))
    try:
        return InvoiceType(found.value) if found else InvoiceType.INVOICE
    except ValueError:
        return InvoiceType.OTHER


def _paid(fields: TakenValues, owed: Reading, currency: str) -> Decimal:
    """A prepayment below zero is an older debt, which is an invoice of its own: it makes this one no dearer."""
    stated = fields.work_out("prepaid_amount", lambda: _amount(prepaid(owed), currency))
    return max(stated or Decimal(0), Decimal(0))


def _amount(text: str | None, currency: str) -> Decimal | None:
    return None if text is None else values.amount(text, currency)


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
            reasons.append(unusable(f"items[{position}].{name}", str(error)))
    if draft.description == draft.name:
        draft.description = None
    return draft
