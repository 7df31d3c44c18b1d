"""One text for one value: the JSON that hashes and signatures are made over. docs/audit.md describes it for others.

Keys in order of their code points, no blanks, UTF-8 as it is; in strings only the quotation mark, the backslash and control
characters are escaped; numbers with exactly the digits that they were recorded with.
"""

import json
from typing import Any

from payables.audit.errors import NotCanonical

_quoted = json.JSONEncoder(ensure_ascii=False).encode


class Digits(str):
    """A JSON number as its digits: 1.50 stays 1.50, and 30 digits stay 30."""

    __slots__ = ()


def canonical(value: Any) -> str:
    """Of what `read_json` gives, or of dicts, lists, texts, whole numbers, booleans and None."""
    if isinstance(value, Digits):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{_quoted(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if value is None or isinstance(value, int):
        return json.dumps(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def read_json(text: str | bytes) -> Any:
    """Numbers as `Digits`. Raises NotCanonical for what is no JSON or says a key twice."""
    try:
        return json.loads(
            text,
            parse_int=Digits,
            parse_float=Digits,
            parse_constant=_refuse,
            object_pairs_hook=_object,
        )
    except (ValueError, RecursionError) as error:
        raise NotCanonical from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
