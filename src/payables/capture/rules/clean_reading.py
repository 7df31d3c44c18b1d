"""What may be stored of a reading: PDFs put controls and marks that nobody sees between their letters, and PostgreSQL takes
no NUL."""

from typing import Any

import msgspec

from payables.extraction.model import Reading
from payables.kit.text import readable


def clean_reading(reading: Reading) -> Reading:
    return msgspec.convert(_cleaned(msgspec.to_builtins(reading)), Reading)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, dict):
        return {key: _cleaned(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    return value
