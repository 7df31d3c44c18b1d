"""Query parameters of lists that are more than one value."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from payables.custom_fields.model import number_text
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import parse_int_id, parse_uuid
from payables.kit.strict_json import JsonError, check_json

MAX_IDS = 200

_decode = msgspec.json.Decoder(float_hook=Decimal).decode


def read_expand(text: str | None, known: set[str]) -> frozenset[str]:
    """A comma list of what to add. Raises InvalidFields."""
    wanted = frozenset(part.strip() for part in text.split(",")) - {""} if text else frozenset[str]()
    if strangers := sorted(wanted - known):
        sentence = f"{strangers[0]!r} cannot be expanded here; possible: {', '.join(sorted(known))}."
        raise InvalidFields([FieldError("expand", sentence, "unknown_expand")])
    return wanted


def read_invoice_ids(text: str | None) -> tuple[list[UUID], list[int]] | None:
    """UUIDs and integer ids of a comma list. Raises InvalidFields."""
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",")]
    uuids = [found for part in parts if (found := parse_uuid(part))]
    invoice_ids = [found for part in parts if (found := parse_int_id(part))]
    if len(parts) > MAX_IDS or len(uuids) + len(invoice_ids) < len(parts):
        sentence = f"Send at most {MAX_IDS} invoice ids divided by commas."
        raise InvalidFields([FieldError("invoice_ids", sentence, "invalid_id")])
    return uuids, invoice_ids


def read_custom_fields(text: str | None) -> dict[str, Any] | None:
    """A JSON object in a query. Raises InvalidFields."""
    if text is None:
        return None
    try:
        data = text.encode()
        check_json(data)
        found = _decode(data)
    except (JsonError, UnicodeEncodeError, msgspec.DecodeError):
        found = None
    if not isinstance(found, dict):
        raise InvalidFields([FieldError("custom_fields", "Send a JSON object.", "invalid_json")])
    return {key: _as_stored(value) for key, value in found.items()}


def _as_stored(value: Any) -> Any:
    """Numbers of custom fields are kept as their shortest text: 1 and 1.0 are the same."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    try:
        return number_text(value)
    except BadValueError as error:
        raise InvalidFields([FieldError("custom_fields", error.sentence, error.code)]) from error
