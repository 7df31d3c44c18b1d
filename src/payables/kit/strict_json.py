"""What a JSON body may be, checked before it is decoded into a schema.

A decoder that is right for a schema still lets through what must never reach money or PostgreSQL: the last of two
equal keys wins, `\\u0000` cannot be stored, half a surrogate pair cannot be encoded. This runs in front of it on every
request with a body; the C scanner of the standard library does the work and what it builds is dropped at once.
"""

import re
from json import JSONDecodeError, JSONDecoder

from payables.kit.bad_value import BadValueError

MAX_DEPTH = 40
MAX_DIGITS = 30
MAX_EXPONENT = 20

_NOT_BRACKETS = bytes(sorted(set(range(256)) - set(b'[]{}"')))
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
_PAIR = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_NUL = rb"\u0000"
_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


class JsonError(BadValueError):
    """A body that is not acceptable JSON. Codes: empty_body, byte_order_mark, invalid_utf8, invalid_json,
    not_finite, duplicate_key, lone_surrogate, nul_character, number_too_long, too_deep.

    `key` is the repeated key, `position` the offset in the body in characters (bytes for invalid_utf8), where known.
    """

    def __init__(self, code: str, sentence: str, *, key: str | None = None, position: int | None = None) -> None:
        super().__init__(code, sentence)
        self.key = key
        self.position = position


def check_json(body: bytes, max_depth: int = MAX_DEPTH) -> None:
    """Refuses, with a JsonError, a body that is empty, not UTF-8 or begins with a byte order mark; that is not exactly
    one JSON value; or that has NaN or Infinity, a key twice in one object, half a surrogate pair or NUL in a string or
    key, a number of more than 30 significant digits or with an exponent beyond 20, or more levels than max_depth."""
    text = _decode(body)
    if b"\\u" in body:
        _check_escapes(body)
    try:
        _DECODER.decode(text)
    except RecursionError:
        raise _too_deep(max_depth) from None
    except JSONDecodeError as error:
        sentence = f"The body is not valid JSON (line {error.lineno}, column {error.colno}): {error.msg}."
        raise JsonError("invalid_json", sentence, position=error.pos) from None
    _check_depth(body, max_depth)


def _decode(body: bytes) -> str:
    if body.startswith(b"\xef\xbb\xbf"):
        raise JsonError("byte_order_mark", "The body begins with a byte order mark: send plain UTF-8.", position=0)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise JsonError("invalid_utf8", "The body is not UTF-8: encode it as UTF-8.", position=error.start) from None
    if not text or text.isspace():
        raise JsonError("empty_body", "The body is empty: send a JSON object.")
    return text


def _check_escapes(body: bytes) -> None:
    # An escaped backslash is replaced by as many bytes as it had, so that what stands around it does not join
    escapes = body.replace(rb"\\", b"__")
    if (position := escapes.find(_NUL)) >= 0:
        raise JsonError("nul_character", r"The body has the character \u0000: remove it.", position=position)
    if half := _HALF.search(_PAIR.sub(b"_" * 12, escapes)):
        sentence = "The body has half of a surrogate pair: send whole characters."
        raise JsonError("lone_surrogate", sentence, position=half.start())


def _check_depth(body: bytes, max_depth: int) -> None:
    """Counts the levels of a body that is known to be valid JSON without walking it: a pass removes the innermost."""
    if body.count(b"[") + body.count(b"{") <= max_depth:
        return
    if b"\\" in body:
        body = body.replace(rb"\\", b"").replace(rb"\"", b"")
    outside_strings = body.translate(_ONE_KIND, _NOT_BRACKETS).split(b'"')[::2]
    brackets = b"".join(outside_strings)
    for _ in range(max_depth):
        brackets = brackets.replace(b"[]", b"")
    if brackets:
        raise _too_deep(max_depth)


def _object(pairs: list[tuple[str, object]]) -> None:
    if len(dict(pairs)) != len(pairs):
        seen: set[str] = set()
        key = next(key for key, _ in pairs if key in seen or seen.add(key))
        raise JsonError("duplicate_key", f"The key {key[:60]!r} stands twice in one object: send it once.", key=key)


def _number(text: str) -> None:
    if len(text) > MAX_EXPONENT or "e" in text or "E" in text:
        _check_number(text)


def _check_number(text: str) -> None:
    mantissa, _, exponent = text.lower().partition("e")
    digits = mantissa.lstrip("-").replace(".", "").lstrip("0")
    size = exponent.lstrip("+-").lstrip("0")
    if len(digits) > MAX_DIGITS or len(size) > len(str(MAX_EXPONENT)) or int(size or 0) > MAX_EXPONENT:
        sentence = f"A number has at most {MAX_DIGITS} digits and an exponent of at most {MAX_EXPONENT}: {text[:40]}."
        raise JsonError("number_too_long", sentence)


def _constant(name: str) -> None:
    raise JsonError("not_finite", f"{name} is not JSON: send a number or null.")


def _too_deep(max_depth: int) -> JsonError:
    return JsonError("too_deep", f"The body is nested more than {max_depth} levels deep: flatten it.")


_DECODER = JSONDecoder(object_pairs_hook=_object, parse_float=_number, parse_int=_number, parse_constant=_constant)
