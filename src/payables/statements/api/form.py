"""The form of POST /statements/upload as a statement that comes in."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from payables.extraction.sniff import sniff
from payables.kit.bad_value import BadValueError
from payables.kit.dates import parse_date
from payables.kit.errors import FieldError
from payables.kit.ids import parse_int_id
from payables.kit.money import parse_amount
from payables.kit.text import clean_text
from payables.platform.http.multipart import FilePart, Form
from payables.platform.http.unknown_fields import unknown_field
from payables.statements.errors import UnreadableStatement
from payables.statements.model import Heading, Incoming, Source
from payables.statements.rules.entries import check, heading_of
from payables.statements.rules.read_csv import read_csv_statement
from payables.statements.schema.statements import StatementForm

CHOICES = {"decimal_mark": (".", ","), "date_order": ("dmy", "mdy")}

Value = TypeVar("Value")


def incoming_of_form(form: Form) -> Incoming:
    """What the bytes are decides, not what the file is called. Of a PDF nothing is opened here. Raises InvalidFields,
    UnreadableStatement, TooManyLines."""
    faults: list[FieldError] = []
    known = StatementForm.__struct_fields__
    faults += [unknown_field("", name, known) for name in (*form.texts, *form.files) if name not in known]
    file = form.file("file")
    if file is None:
        faults.append(FieldError("file", "Send the statement as the file part of the form.", "required"))
    filename = _filename(file, faults)
    mark, order = (_choice(form, name, faults) for name in CHOICES)
    heading = heading_of(_values(form, faults), faults)
    check(faults)
    assert file is not None
    assert heading is not None
    return _incoming(file.data, filename, heading, mark, order)


def _incoming(data: bytes, filename: str, heading: Heading, mark: str | None, order: str | None) -> Incoming:
    kind = sniff(data)
    if not data.strip():
        raise UnreadableStatement(reason="it is empty.")
    if kind == "pdf":
        content = sha256(data).digest()
        return Incoming(heading, Source.PDF, content, [], filename, data, mark, order)
    if kind is not None:
        raise UnreadableStatement(reason=f"it is {kind}; send a CSV file, or a PDF that holds its text.")
    return read_csv_statement(data, filename, heading, mark, order)


def _values(form: Form, faults: list[FieldError]) -> dict[str, Any]:
    company = _read(form, "ottimate_company_id", _id, faults)
    if form.text("ottimate_company_id") is None:
        faults.append(FieldError("ottimate_company_id", "Send the integer id of a company.", "required"))
    return {
        "ottimate_company_id": company,
        "ottimate_group_id": _read(form, "ottimate_group_id", _id, faults),
        "ottimate_vendor_id": _read(form, "ottimate_vendor_id", _id, faults),
        "erp_vendor_id": form.text("erp_vendor_id"),
        "statement_date": _read(form, "statement_date", parse_date, faults),
        "currency": form.text("currency"),
        "opening_balance": _read(form, "opening_balance", parse_amount, faults),
        "closing_balance": _read(form, "closing_balance", parse_amount, faults),
    }


def _read(form: Form, name: str, read: Callable[[str], Value], faults: list[FieldError]) -> Value | None:
    text = (form.text(name) or "").strip()
    try:
        return read(text) if text else None
    except BadValueError as error:
        faults.append(FieldError(name, error.sentence, error.code))
        return None


def _id(text: str) -> int:
    found = parse_int_id(text)
    if found is None:
        raise BadValueError("invalid_id", "Send an integer id.")
    return found


def _choice(form: Form, name: str, faults: list[FieldError]) -> str | None:
    text = form.text(name) or None
    if text is not None and text not in CHOICES[name]:
        faults.append(FieldError(name, f"Send one of {' '.join(CHOICES[name])}.", "invalid"))
    return text


def _filename(file: FilePart | None, faults: list[FieldError]) -> str:
    try:
        return clean_text(file.filename if file else "", 255).replace("\n", " ")
    except BadValueError as error:
        faults.append(FieldError("file", f"The file's name: {error.sentence}", error.code))
        return ""
