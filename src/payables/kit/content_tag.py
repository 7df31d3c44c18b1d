"""What tells a writer that something still is what they saw: a short digest of its content, where it has no version number."""

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec

from payables.kit.errors import Refusal


class ChangedMeanwhile(Refusal):
    """It was changed since the version named in If-Match: read it again and repeat your change."""

    status = 412
    code = "stale_version"


def content_tag(value: Any) -> str:
    """16 hex digits; the same for numbers that are equal, and for instants and ids as they are stored."""
    plain = msgspec.to_builtins(value, builtin_types=(Decimal,), str_keys=True)
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), default=_number)
    return sha256(text.encode()).hexdigest()[:16]


def check_seen(value: Any, seen: str | None) -> None:
    """`seen` is the tag that the writer names; None where any content will do. The caller holds a lock on what it is about.
    Raises ChangedMeanwhile."""
    if seen is not None and seen != content_tag(value):
        raise ChangedMeanwhile


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")
