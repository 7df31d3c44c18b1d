"""What may be stored of a reading: PDFs put controls between their letters, and PostgreSQL takes no NUL."""

import re
from typing import Any

import msgspec

from payables.extraction.model import Reading

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_reading(reading: Reading) -> Reading:
    return msgspec.convert(_cleaned(msgspec.to_builtins(reading)), Reading)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {key: _cleaned(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    return value
