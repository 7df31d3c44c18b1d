"""A payment per row, of the invoice that it names by invoice_id, or by erp_vendor_id and invoice_number."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from payables.imports.kinds.kind import Kind, Work
from payables.imports.model import Did, RecordOutcome, Row
from payables.imports.rules.row_reader import RowReader
from payables.invoices.queries import lists
from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.payments.actions.record_payments import Recorded, record_payments
from payables.payments.actions.void_payment import void_payment
from payables.payments.model import Paying
from payables.platform.caller import Permission

COLUMNS = (
    "invoice_id", "erp_vendor_id", "invoice_number", "paid_on", "amount", "discount_taken", "currency", "method",
    "reference", "note",
)  # fmt: skip
ALIASES = {
    "vendor id": "erp_vendor_id",
    "invoice no": "invoice_number",
    "number": "invoice_number",
    "date": "paid_on",
    "payment date": "paid_on",
    "payment method": "method",
    "check number": "reference",
    "memo": "note",
}
TEXTS = {"method": 50, "reference": 255, "note": 2000}
ALL_OPEN = "open"
UNDONE = "The import was undone."

Name = tuple[str, str]  # erp_vendor_id and invoice_number
Named = Mapping[Name, list[UUID]]


async def take_in(work: Work, rows: Sequence[Row]) -> list[RecordOutcome]:
    named = await lists.by_vendor_and_number(work.tx, work.caller, work.company_id, _names(rows))
    failed: dict[int, RecordOutcome] = {}
    paying: dict[int, Paying] = {}
    for place, row in enumerate(rows):
        try:
            paying[place] = _paying(work, row, named)
        except InvalidFields as refusal:
            failed[place] = _failed(row, refusal)
    recorded = await record_payments(work.tx, work.caller, list(paying.values()), company_id=work.company_id)
    done = {place: _outcome(rows[place], recorded, n) for n, place in enumerate(paying)}
    return [outcome for _, outcome in sorted((failed | done).items())]


async def take_back(work: Work, outcomes: Sequence[RecordOutcome]) -> list[RecordOutcome]:
    """Recorded payments are voided, unless somebody did that before."""
    return [await _taken_back(work, outcome) for outcome in outcomes]


def _names(rows: Sequence[Row]) -> list[Name]:
    return [(row.values["erp_vendor_id"], row.values["invoice_number"]) for row in rows if _has_name(row)]


def _has_name(row: Row) -> bool:
    return "invoice_id" not in row.values and {"erp_vendor_id", "invoice_number"} <= row.values.keys()


def _paying(work: Work, row: Row, named: Named) -> Paying:
    """Raises InvalidFields."""
    cells = RowReader(row, work.decimal_mark)
    invoice = _invoice(row, named, cells)
    cells.need("paid_on", "Write the day of payment as YYYY-MM-DD.")
    cells.need("amount", f"Write what was paid, or {ALL_OPEN} for all that is open.")
    amount = None if row.values.get("amount", "").lower() == ALL_OPEN else cells.amount("amount")
    paid_on, discount = cells.day("paid_on"), cells.amount("discount_taken")
    method, reference, note = (cells.text(name, most) for name, most in TEXTS.items())
    currency = cells.text("currency", 3)
    cells.check()
    assert paid_on is not None
    return Paying(invoice, amount, discount or Decimal(0), currency, paid_on, method, reference, note, source="csv")


def _invoice(row: Row, named: Named, cells: RowReader) -> str:
    if not _has_name(row):
        cells.need("invoice_id", "Name the invoice by invoice_id, or by erp_vendor_id and invoice_number.")
        return row.values.get("invoice_id", "")
    found = named.get((row.values["erp_vendor_id"], row.values["invoice_number"]), [])
    if len(found) != 1:
        sentence = "Several invoices have" if found else "No invoice within your access has"
        code = "ambiguous" if found else "not_found"
        cells.faults.append(FieldError("invoice_number", f"{sentence} this vendor and number: send invoice_id.", code))
    return str(found[0]) if found else ""


def _outcome(row: Row, recorded: Recorded, n: int) -> RecordOutcome:
    if n in recorded.failed:
        return _failed(row, recorded.failed[n])
    payment, invoice_id = recorded.payments[n]
    did = Did.UNCHANGED if n in recorded.known else Did.CREATED
    after = {"invoice_id": invoice_id, "amount": payment.amount, "reference": payment.reference}
    return RecordOutcome([row.number], did, str(payment.id), _label(row), after=after)


def _failed(row: Row, refusal: Refusal) -> RecordOutcome:
    faults = refusal.fields or [FieldError("", refusal.sentence, refusal.code)]
    return RecordOutcome([row.number], Did.FAILED, label=_label(row), faults=faults)


def _label(row: Row) -> str | None:
    return row.values.get("invoice_number") or row.values.get("invoice_id")


async def _taken_back(work: Work, outcome: RecordOutcome) -> RecordOutcome:
    if outcome.did is not Did.CREATED or outcome.subject_id is None:
        return outcome
    try:
        await void_payment(work.tx, work.caller, UUID(outcome.subject_id), UNDONE)
    except Refusal as refusal:
        return replace(outcome, undo_refused=refusal.sentence)
    return replace(outcome, undone=True)


KIND = Kind(COLUMNS, ALIASES, Permission.PAYMENTS_WRITE, take_in, take_back)
