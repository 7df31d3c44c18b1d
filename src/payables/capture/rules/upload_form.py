"""The form fields of an upload, checked (contract/invoices-and-catalog.md section 2.2)."""

import re
from typing import Any

import msgspec

from payables.capture.rules.arrival import RECEIVED_ON, received_on
from payables.kit.bad_value import BadValueError
from payables.kit.ids import parse_int_id
from payables.kit.strict_json import check_json
from payables.kit.text import clean_text

LONGEST_METADATA = 16 * 1024
LONGEST_EMAIL = 254

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


class FormError(BadValueError):
    """Codes: required, invalid_id, invalid_metadata, too_long, invalid_email."""


def location_id(text: str | None) -> int:
    if text is None or not text.strip():
        raise FormError("required", "Say which location the invoice belongs to.")
    found = parse_int_id(text.strip())
    if found is None:
        raise FormError("invalid_id", "Send the integer id of a location.")
    return found


def metadata(text: str | None) -> dict[str, Any] | None:
    """A JSON object; empty text is none. What it says of the paper's arrival is a date."""
    if text is None or not text.strip():
        return None
    if len(text) > LONGEST_METADATA:
        raise FormError("too_long", f"Metadata has at most {LONGEST_METADATA} characters.")
    check_json(text.encode())
    found = msgspec.json.decode(text)
    if not isinstance(found, dict):
        raise FormError("invalid_metadata", 'Metadata is a JSON object, such as {"batch": "7"}.')
    try:
        received_on(found)
    except BadValueError as error:
        sentence = f'Write {RECEIVED_ON} as the day on which the paper came, such as "2019-05-02".'
        raise FormError("invalid_metadata", sentence) from error
    return found


def email(text: str | None) -> str | None:
    """A light check: whether mail arrives is not known here."""
    if text is None or not text.strip():
        return None
    found = clean_text(text.strip(), LONGEST_EMAIL)
    if not _EMAIL.fullmatch(found):
        raise FormError("invalid_email", "This is not an e-mail address.")
    return found
