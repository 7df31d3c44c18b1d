"""What an invoice is found by: two keys, and the signature of its number within the second.

Only invoices that share a key are ever compared, and the keys are what simultaneous entries wait for each other at: so
whatever the comparison would flag is found, also in the same instant.
"""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b, sha256

from payables.duplicates.model import Compared
from payables.kit.document_number import key_text, signature, signatures_near
from payables.kit.text import normal_number

Key = int


@dataclass(frozen=True, slots=True)
class Keys:
    """64-bit hashes; None where a value is missing that the key is made of. Both are of one company and one type."""

    number: Key | None  # the vendor and its number, however it is written
    day: Key | None  # total, currency and date, of whatever vendor
    folded: str  # the number within `day`; empty without one
    signature: Key
    near: list[Key]  # signatures of numbers one digit longer or shorter, and of none at all

    @property
    def locks(self) -> list[Key]:
        return sorted(key for key in (self.number, self.day) if key is not None)


def keys_of(compared: Compared) -> Keys:
    normal = normal_number(compared.number or "")
    folded, own = key_text(normal), signature(normal)
    token = compared.vendor.token
    whose = str(compared.company_id), compared.type
    number = _hash("number", *whose, token, folded) if token and normal else None
    day = None
    if compared.total is not None and compared.date is not None:
        day = _hash("day", *whose, compared.currency, plain(compared.total), compared.date.isoformat())
    near = [_signature(text) for text in signatures_near(own)] + [ABSENT] if normal else []
    return Keys(number, day, folded, _signature(own) if normal else ABSENT, near)


def digest_of(compared: Compared) -> bytes:
    """Changes with every value that is compared, and not with how it is written."""
    total = None if compared.total is None else plain(compared.total)
    values = (compared.company_id, compared.location_id, compared.type, compared.vendor.token, compared.currency, total)
    return sha256(repr((*values, normal_number(compared.number or ""), str(compared.date))).encode()).digest()


def digest_of_pair(a: bytes, b: bytes) -> bytes:
    """Of the digests of both, in any order."""
    return sha256(min(a, b) + max(a, b)).digest()


def plain(amount: Decimal) -> str:
    return format(amount.normalize(), "f")


def _signature(text: str) -> Key:
    return _hash("signature", text)


def _hash(*parts: str) -> Key:
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), signed=True)


ABSENT = _hash("absent")
