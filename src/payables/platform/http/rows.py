"""Rows of a synchronous bulk body: read one by one, so that a bad row is that row's error and not the whole request's.

Source: contract/platform.md sections 8.2 and 8.4. An object sent alone is read in the same way.
"""

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import MAX_INT_ID, parse_int_id
from payables.platform.http.translate import field_fault
from payables.platform.http.unknown_fields import unknown_fields

MAX_ROWS = 100

# Clients written after the older guide send ids back as the text they were shown.
IntId = Annotated[int | str, Meta(description="Integer id; its decimal text is accepted too.", examples=[123])]

Row = TypeVar("Row", bound=msgspec.Struct)


def int_id(field: str, value: int | str) -> int:
    """Raises InvalidFields naming the field."""
    found = parse_int_id(value) if isinstance(value, str) else value
    if found is None or not 1 <= found <= MAX_INT_ID:
        raise InvalidFields([FieldError(field, "Send an integer id.", "invalid_id")])
    return found


def check_rows(field: str, rows: Sequence[object]) -> None:
    """Raises InvalidFields when there are more than 100."""
    if len(rows) > MAX_ROWS:
        sentence = f"Send at most {MAX_ROWS} rows at a time; these are {len(rows)}."
        raise InvalidFields([FieldError(field, sentence, "too_many_rows")])


def read_row(raw: object, kind: type[Row], *, extension: bool = False) -> Row | FieldError:
    """The row, or the first fault of its shape. A required field that is null counts as missing. Unknown fields are
    ignored, but not in rows of an `extension` of the contract."""
    if extension and (strangers := unknown_fields(raw, kind)):
        return strangers[0]
    try:
        return msgspec.convert(_without_empty_required(raw, kind), kind)
    except msgspec.ValidationError as error:
        return field_fault(str(error), whole="")


def sent_fields(row: msgspec.Struct) -> dict[str, Any]:
    """The fields a client sent, null among them; those left out are not in it."""
    return {name: value for name in row.__struct_fields__ if (value := getattr(row, name)) is not msgspec.UNSET}


def row_error(faults: Sequence[FieldError]) -> str:
    """Faults of one row as one sentence: "erp_vendor_id is required"."""
    return " ".join(_told(fault) for fault in faults)


def text_of(raw: object, field: str) -> str | None:
    """What a row that cannot be used says of itself, to be named in its error."""
    value = raw.get(field) if isinstance(raw, dict) else None
    return value if isinstance(value, str) else None


def _without_empty_required(raw: object, kind: type[msgspec.Struct]) -> object:
    if not isinstance(raw, dict):
        return raw
    required = _required(kind)
    return {name: value for name, value in raw.items() if value is not None or name not in required}


@cache
def _required(kind: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.encode_name for field in msgspec.structs.fields(kind) if field.required)


def _told(fault: FieldError) -> str:
    if fault.type == "required":
        return f"{fault.field} is required"
    return f"{fault.field}: {fault.error}" if fault.field else fault.error
