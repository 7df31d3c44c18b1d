"""What a column can show: every field by its name, with its kind and the rows that have it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter

from payables.dimensions.model import DimensionType
from payables.exports.model import Code, Document, Line, Part, RowPer

Value = str | Decimal | int | date | datetime | bool | None


class Kind(StrEnum):
    """How a value is written."""

    TEXT = "text"
    NUMBER = "number"  # ids, quantities: as they are
    AMOUNT = "amount"  # money: with a sign that may be turned
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Row:
    """What one row is made from: an invoice, and with it a line and a part of it where rows are finer."""

    document: Document
    line: Line | None = None
    part: Part | None = None

    @property
    def coding(self) -> dict[str, Code]:
        """The finest there is; what a line is not coded with it has from its invoice."""
        coding = dict(self.document.coding)
        for finer in (self.line, self.part):
            coding |= finer.coding if finer else {}
        return coding


@dataclass(frozen=True, slots=True)
class Field:
    """`least` is the coarsest row that has it."""

    kind: Kind
    value: Callable[[Row], Value]
    least: RowPer = RowPer.INVOICE


def _document(kind: Kind, name: str) -> Field:
    read = attrgetter(name)
    return Field(kind, lambda row: read(row.document))


def _line(kind: Kind, name: str) -> Field:
    read = attrgetter(name)
    return Field(kind, lambda row: read(row.line) if row.line else None, RowPer.LINE)


def _part(kind: Kind, name: str) -> Field:
    read = attrgetter(name)
    return Field(kind, lambda row: read(row.part) if row.part else None, RowPer.SPLIT)


def _id(row: Row) -> str:
    return str(row.document.id)


def _row_amount(row: Row) -> Decimal | None:
    if row.part:
        return row.part.amount
    return row.line.amount if row.line else row.document.total_amount


FIELDS: dict[str, Field] = {
    "id": Field(Kind.TEXT, _id),
    "invoice_id": _document(Kind.NUMBER, "invoice_id"),
    "invoice_number": _document(Kind.TEXT, "number"),
    "type": _document(Kind.TEXT, "type"),
    "invoice_date": _document(Kind.DATE, "invoice_date"),
    "due_date": _document(Kind.DATE, "due_date"),
    "posting_date": _document(Kind.DATE, "posting_date"),
    "approved_date": Field(
        Kind.DATE, lambda row: row.document.approved_at.date() if row.document.approved_at else None
    ),
    "currency": _document(Kind.TEXT, "currency"),
    "total_amount": _document(Kind.AMOUNT, "total_amount"),
    "total_tax": _document(Kind.AMOUNT, "total_tax"),
    "discount_amount": _document(Kind.AMOUNT, "discount_amount"),
    "purchase_order": _document(Kind.TEXT, "purchase_order"),
    "notes": _document(Kind.TEXT, "notes"),
    "export_transaction_id": _document(Kind.TEXT, "transaction_id"),
    "ottimate_company_id": _document(Kind.NUMBER, "company_id"),
    "company_name": _document(Kind.TEXT, "company_name"),
    "ottimate_location_id": _document(Kind.NUMBER, "location_id"),
    "ottimate_location_name": _document(Kind.TEXT, "location_name"),
    "ottimate_vendor_id": _document(Kind.NUMBER, "vendor_id"),
    "ottimate_vendor_name": _document(Kind.TEXT, "vendor_name"),
    "erp_vendor_id": _document(Kind.TEXT, "erp_vendor_id"),
    "amount": Field(Kind.AMOUNT, _row_amount),
    "line.number": _line(Kind.NUMBER, "number"),
    "line.id": _line(Kind.NUMBER, "id"),
    "line.name": _line(Kind.TEXT, "name"),
    "line.description": _line(Kind.TEXT, "description"),
    "line.sku": _line(Kind.TEXT, "sku"),
    "line.quantity": _line(Kind.NUMBER, "quantity"),
    "line.unit": _line(Kind.TEXT, "unit"),
    "line.price": _line(Kind.NUMBER, "price"),
    "line.amount": _line(Kind.AMOUNT, "amount"),
    "split.number": _part(Kind.NUMBER, "number"),
    "split.amount": _part(Kind.AMOUNT, "amount"),
    "split.percent": _part(Kind.NUMBER, "percent"),
    "split.memo": _part(Kind.TEXT, "memo"),
}

ORDER = (RowPer.INVOICE, RowPer.LINE, RowPer.SPLIT)


def field_of(name: str) -> Field | None:
    """A field by its name; dimensions are `dimensions.<type>` (the id in the ERP), or with `.name` or `.code`."""
    return FIELDS.get(name) or _dimension(name)


def has_field(field: Field, row_per: RowPer) -> bool:
    """Whether rows of this kind have it."""
    return ORDER.index(row_per) >= ORDER.index(field.least)


def _dimension(name: str) -> Field | None:
    start, _, rest = name.partition(".")
    type_, _, what = rest.partition(".")
    if start != "dimensions" or type_ not in frozenset(DimensionType) or what not in ("", "name", "code"):
        return None
    read = attrgetter(what or "erp_dimension_id")
    return Field(Kind.TEXT, lambda row: read(row.coding[type_]) if type_ in row.coding else None)
