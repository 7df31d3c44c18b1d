"""What is kept of a body: its structure, the values on the allow-list, and of every other value its type and length.

Names of fields are shown where the API knows them: a name that a client made up may be anything too.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from payables.request_log.model import Vocabulary
from payables.request_log.rules.allow_list import is_number_shown, is_shown, pattern_of

MOST_VALUES = 200
MOST_OF_ECHO = 40  # values of an answer that says again what was sent, or more of the same
MOST_ITEMS = 5
MOST_DEPTH = 10
LARGEST_READ = 256 * 1024  # bytes of a body that is taken apart
LARGEST_ECHO = 16 * 1024  # the same, of such an answer

_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_decode_outside = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_CODE = re.compile(r"[a-z][a-z0-9_]{0,60}")
_FIELD_PART = re.compile(r"[^.\[\]]+")
_KINDS = {ord("{"): "object", ord("["): "list", ord('"'): "text"}


def redact_json(body: bytes, vocabulary: Vocabulary, *, ours: bool, most: int = MOST_VALUES) -> Any:
    """`ours`: an answer, whose machine codes of faults were written by the program; `most`: values that are shown. Never
    raises."""
    try:
        if len(body) > (LARGEST_READ if most == MOST_VALUES else LARGEST_ECHO):
            return _outline(body, vocabulary)
        return Redaction(vocabulary, ours=ours, left=most).of(_decode(body), "", 0)
    except (msgspec.DecodeError, UnicodeError, ValueError, RecursionError):
        return f"{len(body)} bytes that cannot be read as JSON"


def redact_query(pairs: list[tuple[str, str]], vocabulary: Vocabulary) -> dict[str, Any]:
    """Of a query string; of a parameter that is repeated, the last value."""
    return Redaction(vocabulary, ours=False).of(dict(pairs), "", 0)


@dataclass(slots=True)
class Redaction:
    """One body on its way through: after so many values the rest is only counted. Every request with a body pays for this,
    so it asks for exact types, which is all that a decoder of JSON makes."""

    vocabulary: Vocabulary
    ours: bool
    left: int = MOST_VALUES

    def of(self, value: Any, name: str, depth: int) -> Any:
        self.left -= 1
        kind = type(value)
        if kind is str:
            pattern = pattern_of(name)
            shown = pattern is not None and is_shown(name, value, pattern, self.vocabulary.codes)
            return value if shown else f"text of {len(value)} characters"
        if kind is dict:
            return self._object(value, depth)
        if kind is list:
            return self._list(value, name, depth)
        if kind is bool or value is None or (kind is int and is_number_shown(name, value)):
            return value
        return f"number of {len(str(value))} characters"

    def _object(self, value: dict[str, Any], depth: int) -> Any:
        if self.left <= 0 or depth >= MOST_DEPTH:
            return f"object of {len(value)} fields"
        redact = self._fault if self.ours and "error" in value and "type" in value else self.of
        shown: dict[str, Any] = {}
        for place, (name, part) in enumerate(value.items(), 1):
            if self.left <= 0:
                shown["more"] = f"{len(value) - place + 1} more fields"
                break
            shown[self.name_of(name, place)] = redact(part, name, depth + 1)
        return shown

    def name_of(self, name: str, place: int) -> str:
        """`place`: the how manieth field of its object it is, from 1."""
        return name if name in self.vocabulary.names else f"unknown name {place} of {len(name)} characters"

    def _list(self, value: list[Any], name: str, depth: int) -> Any:
        if self.left <= 0 or depth >= MOST_DEPTH:
            return f"list of {len(value)}"
        shown = [self.of(part, name, depth + 1) for part in value[:MOST_ITEMS]]
        return shown if len(value) <= MOST_ITEMS else [*shown, f"and {len(value) - MOST_ITEMS} more"]

    def _fault(self, value: Any, name: str, depth: int) -> Any:
        """A field of what an answer says of a wrong one: its code is ours, and so are the known parts of its path."""
        if name == "type" and isinstance(value, str) and _CODE.fullmatch(value):
            return value
        if name == "field" and isinstance(value, str):
            return _FIELD_PART.sub(lambda found: self._part(found[0]), value)
        return self.of(value, name, depth)

    def _part(self, part: str) -> str:
        known = part in self.vocabulary.names or (part.isascii() and part.isdecimal() and len(part) < 7)
        return part if known else f"({len(part)} characters)"


def _outline(body: bytes, vocabulary: Vocabulary) -> Any:
    """Of a body that is too large to be taken apart: its outermost fields."""
    if not body.lstrip().startswith(b"{"):
        return f"{len(body)} bytes, too large to be shown"
    redaction = Redaction(vocabulary, ours=False)
    outside = enumerate(list(_decode_outside(body).items())[:MOST_VALUES], 1)
    return {redaction.name_of(name, place): _outlined(bytes(part)) for place, (name, part) in outside}


def _outlined(part: bytes) -> str:
    return f"{_KINDS.get(part[0], 'value')} of {len(part)} bytes"
