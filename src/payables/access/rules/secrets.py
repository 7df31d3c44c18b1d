"""Machine secrets: 256 random bits, prefixed with environment and kind, checksummed; stored as keyed SHA-256.

`payables_sandbox_key_<43 characters><6 checksum>`: the prefix lets a leak scanner find it and lets the wrong
environment refuse it before any look-up; the checksum tells a typing error from a guess.
"""

import hmac
import secrets
import zlib
from dataclasses import dataclass
from hashlib import sha256

KINDS = ("key", "client", "secret", "token", "session", "link")
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
CHECKSUM_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Label:
    """What a secret says of itself."""

    env: str
    kind: str


def make(env: str, kind: str) -> str:
    """A new secret. It is shown once and never stored."""
    return _sealed(f"payables_{env}_{kind}_", secrets.token_urlsafe(32).replace("-", "x").replace("_", "y"))


def make_client_id(env: str) -> str:
    """A client id is a name, not a secret: 96 random bits."""
    return _sealed(f"payables_{env}_client_", _base62(secrets.randbits(96)))


def read_label(text: str) -> Label | None:
    """None for anything that is not one of our secrets, whole and without typing errors."""
    parts = text.split("_", 3)
    if len(parts) != 4 or parts[0] != "payables" or parts[2] not in KINDS or len(text) > 200 or not text.isascii():
        return None
    body = parts[3][:-CHECKSUM_LENGTH]
    prefix = text[: len(text) - len(parts[3])]
    return Label(parts[1], parts[2]) if _sealed(prefix, body) == text else None


def is_client_id(text: str) -> bool:
    """Whole and without typing errors; whether there is such a client is another question."""
    label = read_label(text)
    return label is not None and label.kind == "client"


def digest(text: str, key: bytes) -> bytes:
    """What is stored in place of the secret. Slow hashing is for passwords; 256 random bits cannot be guessed."""
    return hmac.digest(key, text.encode(), sha256)


def hint(text: str) -> str:
    """Enough to recognise a secret in a list: its last four characters before the checksum."""
    return "..." + text[-CHECKSUM_LENGTH - 4 : -CHECKSUM_LENGTH]


def _sealed(prefix: str, body: str) -> str:
    return prefix + body + _base62(zlib.crc32((prefix + body).encode())).rjust(CHECKSUM_LENGTH, "0")


def _base62(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 62)
        digits = ALPHABET[rest] + digits
    return digits or "0"
