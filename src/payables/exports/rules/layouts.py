"""Layouts: the one of each format that needs no saving, and what is wrong with one that somebody sends."""

from collections.abc import Iterator

from payables.exports.model import Column, Format, Layout, QuickBooks, RowPer
from payables.exports.rules.fields import Kind, field_of, has_field
from payables.exports.rules.table import DATES, SIGNS
from payables.kit.errors import FieldError

MOST_COLUMNS = 100

_STANDARD = (
    "invoice_id", "invoice_number", "type", "erp_vendor_id", "ottimate_vendor_name", "invoice_date", "due_date",
    "posting_date", "currency", "total_amount", "total_tax", "discount_amount", "purchase_order",
    "ottimate_location_name", "line.number", "line.name", "line.quantity", "line.price", "amount", "dimensions.account",
    "dimensions.department", "export_transaction_id", "split.number",
)  # fmt: skip


def standard(format: Format) -> Layout:
    """What is written where no mapping is named: a row per line, and per part of what is split, so that every coding that was
    approved is in the file."""
    if format is Format.IIF:
        return Layout(format, quickbooks=QuickBooks())
    return Layout(format, RowPer.SPLIT, tuple(Column(name, name) for name in _STANDARD))


def completed(layout: Layout) -> Layout:
    """A QuickBooks layout has its accounts even where none was sent."""
    if layout.format is Format.IIF and layout.quickbooks is None:
        return Layout(layout.format, quickbooks=QuickBooks())
    return layout


def faults_of(layout: Layout) -> list[FieldError]:
    if layout.format is Format.IIF:
        sentence = "The columns of an IIF file are those of QuickBooks: leave them out."
        return [FieldError("columns", sentence, "not_of_format")] if layout.columns else []
    faults: list[FieldError] = []
    if layout.quickbooks is not None:
        sentence = f"QuickBooks accounts belong to an iif mapping, this one is {layout.format}."
        faults.append(FieldError("quickbooks", sentence, "not_of_format"))
    if not 1 <= len(layout.columns) <= MOST_COLUMNS:
        faults.append(FieldError("columns", f"Send 1 to {MOST_COLUMNS} columns.", "required"))
    return [*faults, *(fault for n, c in enumerate(layout.columns) for fault in _faults(n, c, layout.row_per))]


def _faults(number: int, column: Column, row_per: RowPer) -> Iterator[FieldError]:
    path = f"columns[{number}]"
    if (column.field is None) == (column.constant is None):
        yield FieldError(path, "A column has either a field or a constant.", "field_or_constant")
    if column.field is None:
        if column.format is not None:
            yield FieldError(f"{path}.format", "A constant is written as it is: leave the format out.", "no_format")
        return
    field = field_of(column.field)
    if field is None:
        sentence = f"There is no field {column.field!r}: see the list of fields in the documentation."
        yield FieldError(f"{path}.field", sentence, "unknown_field")
        return
    if not has_field(field, row_per):
        sentence = f"A row per {row_per} has no {column.field}: choose a row per {field.least}."
        yield FieldError(f"{path}.field", sentence, "not_of_row")
    known = _formats(field.kind)
    if column.format is not None and column.format not in known:
        told = ", ".join(known) or "none"
        yield FieldError(f"{path}.format", f"Formats of {column.field}: {told}.", "unknown_format")


def _formats(kind: Kind) -> tuple[str, ...]:
    if kind is Kind.AMOUNT:
        return SIGNS
    return tuple(DATES) if kind is Kind.DATE else ()
