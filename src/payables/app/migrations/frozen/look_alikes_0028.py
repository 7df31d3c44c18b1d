"""Names and numbers as of version 0028, as far as they differ from those of 0010: letters and figures of other alphabets are
those that they look like, and a few more words beside a number count for nothing. Never to be changed."""

import re
import unicodedata
from collections.abc import Mapping
from hashlib import blake2b, sha256
from typing import Any

from payables.app.migrations.frozen.fingerprints_0010 import normal_number

LONGEST_NAME = 200

_LONG_WORDS, _SHORT_WORDS = (
    "invoice|inv|rechnung|facture|factura|factuur|fattura|fact|number",
    "re|rg|fac|fa|bill|nr|no",
)
_AGAIN = "copy|kopie|copie|copia|duplicate|duplikat|duplicata|duplicado|reprint"
_SUFFIX = re.compile(rf"(?<=[0-9])(?:{_AGAIN})[0-9]?$")
_PREFIX = re.compile(
    rf"(?:{_LONG_WORDS})+(?:{_SHORT_WORDS}|n(?=[0-9]))?(?=.)|(?:(?:{_AGAIN})?(?:{_SHORT_WORDS})|{_AGAIN})(?=[oil]*[0-9])"
)
_CONFUSABLE = str.maketrans("oilsb", "01158")
_ALIKE = str.maketrans(
    "авеһікмнорԛсѕтухјԁԝ" + "αβεζηικμνορτυχϲϳ" + "ıɑɡ", "abehikmhopqcstyxjdw" + "abezhikmnoptyxcj" + "iag"
)


def name_of(key: str) -> str:
    """Of a name in the form of version 0010."""
    return as_latin(key)[:LONGEST_NAME]


def fingerprint_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """vendor_read, vendor_token, number_key, folded, signature, digest of a row of the table of fingerprints."""
    name = name_of(row["vendor_read"]) if row["vendor_read"] else None
    token = f"id:{row['vendor_id']}" if row["vendor_id"] is not None else f"name:{name}" if name else None
    normal = normal_number(row["number"] or "")
    folded = _without_word(as_latin(normal)).replace("0", "")
    number = _hash("number", str(row["company_id"]), row["type"], token, folded) if token and normal else None
    signature = _hash("signature", "".join(sorted(folded))) if normal else _hash("absent")
    return name, token, number, folded, signature, _digest(row, token, normal)


def as_latin(folded: str) -> str:
    return "".join(_figure(character) for character in folded.translate(_ALIKE))


def _figure(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _without_word(normal: str) -> str:
    normal = _SUFFIX.sub("", normal)
    word = _PREFIX.match(normal)
    bare = normal[word.end() :] if word else normal
    if not any(character.isdigit() for character in bare):
        return bare
    digits = bare.translate(_CONFUSABLE)
    return digits.lstrip("0") or digits


def _digest(row: Mapping[str, Any], token: str | None, normal: str) -> bytes:
    total = None if row["total"] is None else format(row["total"].normalize(), "f")
    values = (row["company_id"], row["location_id"], row["type"], token, row["currency"], total)
    return sha256(repr((*values, normal, str(row["invoice_date"]))).encode()).digest()


def _hash(*parts: str) -> int:
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), signed=True)
