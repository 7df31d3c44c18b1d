"""A line per row; rows with the same vendor, number and location are one invoice.

Fields of the invoice itself may stand in each of its rows or only in the first; where two rows differ, the invoice is
refused. Columns called like a dimension type code the line (`ACCOUNT`), or with `header` before it the invoice
(`header ACCOUNT`).
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any
from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit import queries as audit
from payables.dimensions.model import DimensionType
from payables.imports.kinds.kind import Kind, Work
from payables.imports.model import Did, RecordOutcome, Row
from payables.imports.rules.row_reader import RowReader
from payables.invoices.actions.archive import archive
from payables.invoices.actions.create_invoice import create_invoice
from payables.invoices.actions.lock_entries import lock_entries
from payables.invoices.actions.lock_invoices import lock_invoices
from payables.invoices.errors import InvoiceExported
from payables.invoices.queries import records
from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.platform.caller import Permission

TEXTS = {"erp_vendor_id": 255, "invoice_number": 255, "currency": 3, "type": 20, "purchase_order": 255, "notes": 10_000}
DATES = ("invoice_date", "due_date", "posting_date")
AMOUNTS = ("total_amount", "total_tax", "discount_amount")
HEADER = ("ottimate_location_id", *TEXTS, *DATES, *AMOUNTS)
LINE_TEXTS = {"name": 2_000, "sku": 255, "unit": 50}
LINE_AMOUNTS = ("quantity", "price", "amount")
TYPES = tuple(type_.name for type_ in DimensionType)
LINE = tuple(f"item_{name}" for name in (*LINE_TEXTS, *LINE_AMOUNTS, "is_taxed"))
HEADER_CODING = tuple(f"header_{type_}" for type_ in TYPES)
COLUMNS = (*HEADER, *LINE, *HEADER_CODING, *TYPES)
ALIASES = {
    "location id": "ottimate_location_id",
    "vendor id": "erp_vendor_id",
    "invoice no": "invoice_number",
    "number": "invoice_number",
    "date": "invoice_date",
    "total": "total_amount",
    "tax": "total_tax",
    "discount": "discount_amount",
    "po number": "purchase_order",
    "item": "item_name",
    "description": "item_name",
    "quantity": "item_quantity",
    "unit": "item_unit",
    "price": "item_price",
    "unit price": "item_price",
    "amount": "item_amount",
    "sku": "item_sku",
    "gl account": "ACCOUNT",
}
UNDONE = "The import was undone."
FIRST_VERSION = 1
# what an invoice goes through without anybody: when its double is put away, it is looked at again
BY_ITSELF = {"invoice.entered", "invoice.duplicates_checked", "invoice.checked_again"}
TAKEN_ON = "It has been paid: void the payment first."
CHANGED_SINCE = "Somebody has changed or decided something about it since the import: archive it by hand."


async def take_in(work: Work, rows: Sequence[Row]) -> list[RecordOutcome]:
    """One invoice after the other, each through the same action as POST /v1/invoices; what simultaneous entries wait at is
    locked for all of them before the first."""
    company = await accounts.company(work.tx, work.caller, work.company_id)
    groups = [(group, _sent(work, group)) for group in _groups(rows)]
    sendable = [sent for _, sent in groups if not isinstance(sent, InvalidFields)]
    await lock_entries(work.tx, company.id, company.currency, sendable)
    return [await _entered(work, group, sent) for group, sent in groups]


async def take_back(work: Work, outcomes: Sequence[RecordOutcome]) -> list[RecordOutcome]:
    """Invoices that nobody has touched since are archived. All of them are locked before the first is."""
    made = [outcome.subject_id for outcome in outcomes if outcome.did is Did.CREATED and outcome.subject_id]
    await lock_invoices(work.tx, work.caller, [UUID(id) for id in made])
    happened = await audit.actions_of(work.tx, "invoice", made)
    touched = {id for id, actions in happened.items() if actions - BY_ITSELF}
    return [await _taken_back(work, outcome, touched) for outcome in outcomes]


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """A row without a number belongs to nobody else."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        named = row.values.get("invoice_number")
        place = (row.values.get("ottimate_location_id"), row.values.get("erp_vendor_id"), named)
        groups.setdefault(place if named else row.number, []).append(row)
    return list(groups.values())


async def _entered(work: Work, rows: list[Row], sent: dict[str, Any] | InvalidFields) -> RecordOutcome:
    numbers, label = [row.number for row in rows], rows[0].values.get("invoice_number")
    try:
        if isinstance(sent, InvalidFields):
            raise sent
        entered = await create_invoice(work.tx, work.caller, work.files, sent, largest_file=0)
    except Refusal as refusal:
        faults = refusal.fields or [FieldError("", refusal.sentence, refusal.code)]
        return RecordOutcome(numbers, Did.FAILED, label=label, faults=faults)
    notes = [reason.message for reason in entered.reasons]
    after = {"invoice_id": entered.invoice_id, "state": entered.state}
    return RecordOutcome(numbers, Did.CREATED, str(entered.id), label, after=after, notes=notes)


def _sent(work: Work, rows: list[Row]) -> dict[str, Any] | InvalidFields:
    """The body that POST /v1/invoices would have, or what is wrong with the rows."""
    try:
        header = _header(rows)
    except InvalidFields as refusal:
        return refusal
    cells = RowReader(Row(rows[0].number, header), work.decimal_mark)
    sent: dict[str, Any] = {"ottimate_company_id": work.company_id}
    sent["ottimate_location_id"] = cells.number("ottimate_location_id")
    sent |= {name: cells.text(name, most) for name, most in TEXTS.items()}
    sent |= {name: day.isoformat() if (day := cells.day(name)) else None for name in DATES}
    sent |= {name: cells.amount(name) for name in AMOUNTS}
    sent["dimensions"] = _coding(header, HEADER_CODING)
    faults = cells.faults
    lines = [_line(work, row, faults) for row in rows if any(name in row.values for name in LINE)]
    if faults:
        return InvalidFields(faults)
    return {name: value for name, value in {**sent, "items": lines}.items() if value is not None}


def _header(rows: list[Row]) -> dict[str, str]:
    """Raises InvalidFields where rows differ."""
    header: dict[str, str] = {}
    for row in rows:
        for name in (*HEADER, *HEADER_CODING):
            if (cell := row.values.get(name)) is not None and header.setdefault(name, cell) != cell:
                sentence = f"Row {row.number} has another value than the rows of the same invoice before it."
                raise InvalidFields([FieldError(name, sentence, "rows_differ")])
    return header


def _line(work: Work, row: Row, faults: list[FieldError]) -> dict[str, Any]:
    cells = RowReader(row, work.decimal_mark)
    line: dict[str, Any] = {name: cells.text(f"item_{name}", most) for name, most in LINE_TEXTS.items()}
    line |= {name: cells.amount(f"item_{name}") for name in LINE_AMOUNTS}
    line |= {"is_taxed": cells.yes_or_no("item_is_taxed"), "dimensions": _coding(row.values, TYPES)}
    faults.extend(cells.faults)
    return {name: value for name, value in line.items() if value is not None}


def _coding(values: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    return {column.removeprefix("header_"): values[column] for column in columns if column in values}


async def _taken_back(work: Work, outcome: RecordOutcome, touched: Set[str]) -> RecordOutcome:
    if outcome.did is not Did.CREATED or outcome.subject_id is None:
        return outcome
    try:
        invoice = await records.load_for_update(work.tx, work.caller, outcome.subject_id)
        if invoice.exported_at is not None:
            raise InvoiceExported
        if invoice.paid_amount:
            return replace(outcome, undo_refused=TAKEN_ON)
        if invoice.version != FIRST_VERSION and outcome.subject_id in touched:
            return replace(outcome, undo_refused=CHANGED_SINCE)
        await archive(work.tx, work.caller, outcome.subject_id, reason=UNDONE)
    except Refusal as refusal:
        return replace(outcome, undo_refused=refusal.sentence)
    return replace(outcome, undone=True)


KIND = Kind(COLUMNS, ALIASES, Permission.INVOICES_EDIT, take_in, take_back)
