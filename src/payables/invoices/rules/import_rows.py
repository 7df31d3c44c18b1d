"""The rows of an import, as far as they can be read without looking anything up
(contract/invoices-and-catalog.md section 3.5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from payables.invoices.rules.fields import read_place
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError
from payables.kit.text import clean_text

MOST_INVOICES = 100
LONGEST_UPLOAD_ID = 255


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One invoice of an import; `path` is where it stands in the body."""

    path: str
    upload_id: str
    location_id: int
    sent: Mapping[str, Any]


def read_rows(sent: Any) -> tuple[list[ImportRow], list[FieldError]]:
    """The rows, and everything that is wrong with their shape, ids and places."""
    if not isinstance(sent, list) or not sent:
        return [], [FieldError("body", "Send an array of 1 to 100 invoices.", "required")]
    if len(sent) > MOST_INVOICES:
        sentence = f"Send at most {MOST_INVOICES} invoices at a time; these are {len(sent)}."
        return [], [FieldError("body", sentence, "too_many_rows")]
    rows: list[ImportRow] = []
    faults: list[FieldError] = []
    for n, raw in enumerate(sent):
        row = _row(f"body[{n}]", raw)
        faults += row if isinstance(row, list) else []
        rows += [row] if isinstance(row, ImportRow) else []
    return rows, faults + list(_repeated(rows))


def below(path: str, faults: Iterable[FieldError]) -> list[FieldError]:
    """The faults of a row, named from the body's beginning."""
    return [FieldError(f"{path}.{fault.field}", fault.error, fault.type) for fault in faults]


def _row(path: str, raw: Any) -> ImportRow | list[FieldError]:
    if not isinstance(raw, dict):
        return [FieldError(path, "An invoice is an object.", "invalid")]
    faults = below(path, _not_supported(raw))
    place = read_place(raw)
    faults += below(path, place.faults)
    try:
        upload_id = _upload_id(raw.get("upload_id"))
    except BadValueError as error:
        return [*faults, FieldError(f"{path}.upload_id", error.sentence, error.code)]
    return faults or ImportRow(path, upload_id, place.values["ottimate_location_id"], raw)


def _not_supported(raw: Mapping[str, Any]) -> Iterable[FieldError]:
    if raw.get("raw_images"):
        sentence = "Files cannot be sent in an import: send image_urls, or PATCH /invoices/{id}/images afterwards."
        yield FieldError("raw_images", sentence, "raw_images_not_supported")


def _upload_id(value: Any) -> str:
    if value is None or value == "":
        raise BadValueError("required", "Give every invoice an id of your own.")
    if not isinstance(value, str):
        raise BadValueError("invalid", "Send a text.")
    found = clean_text(value.strip(), LONGEST_UPLOAD_ID)
    if not found:
        raise BadValueError("required", "Give every invoice an id of your own.")
    return found


def _repeated(rows: list[ImportRow]) -> Iterable[FieldError]:
    seen: dict[str, str] = {}
    for row in rows:
        first = seen.setdefault(row.upload_id, row.path)
        if first != row.path:
            yield FieldError(f"{row.path}.upload_id", f"{first} has the same upload_id.", "repeated")
