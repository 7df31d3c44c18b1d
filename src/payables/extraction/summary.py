"""A reading under the key names of the API's invoice detail: flat values, and `extraction` with confidence and box."""

from typing import Any

import msgspec

from payables.extraction.model import Field, Line, Reading

_RENAMED = {"vendor_name": "ottimate_vendor_name"}


def summary(reading: Reading) -> dict[str, Any]:
    flat = {_RENAMED.get(name, name): field.value for name, field in reading.fields.items()}
    return {**flat, "items": [_flat(line) for line in reading.items], "extraction": extraction(reading)}


def extraction(reading: Reading) -> dict[str, Any]:
    """Per field value, confidence, page and box; `items` and the like, and how it was read."""
    return {
        **{name: msgspec.to_builtins(field) for name, field in reading.fields.items()},
        "items": [msgspec.to_builtins(line) for line in reading.items],
        "allowances": [msgspec.to_builtins(allowance) for allowance in reading.allowances],
        "charges": [msgspec.to_builtins(charge) for charge in reading.charges],
        "taxes": [msgspec.to_builtins(tax) for tax in reading.taxes],
        "terms": msgspec.to_builtins(reading.terms),
        "einvoice": msgspec.to_builtins(reading.einvoice),
        "attachments": [msgspec.to_builtins(attachment) for attachment in reading.attachments],
        "validation": [msgspec.to_builtins(finding) for finding in reading.validation],
        "method": reading.method,
        "pages": reading.pages,
        "warnings": reading.warnings,
    }


def _flat(line: Line) -> dict[str, str]:
    cells = {name: getattr(line, name) for name in line.__struct_fields__}
    return {name: cell.value for name, cell in cells.items() if isinstance(cell, Field)}
