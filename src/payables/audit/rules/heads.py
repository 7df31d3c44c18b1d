"""Signed heads: Ed25519 (RFC 8032) over the canonical JSON of a head."""

import base64
import binascii
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from payables.audit.errors import NotAPublicKey, NotCanonical
from payables.audit.model import Head, SignedHead
from payables.audit.rules.canonical import Digits, canonical, read_json

FORMAT = "payables audit head 1"
_PURPOSE = b"payables audit heads"


class SigningKey:
    """The installation's key for heads. It is derived from the secret key: one file to keep, the same in every process."""

    def __init__(self, secret_key: bytes) -> None:
        seed = HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(secret_key)
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, head: Head) -> SignedHead:
        return SignedHead(head, self.public, self._key.sign(_signed_text(head, self.public)))


def is_signed(head: SignedHead) -> bool:
    """Whether the signature was made over this head with the key that stands beside it."""
    try:
        key = Ed25519PublicKey.from_public_bytes(head.public_key)
        key.verify(head.signature, _signed_text(head.head, head.public_key))
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(public_key: bytes) -> str:
    """The first 16 hex digits of the key's SHA-256."""
    return sha256(public_key).hexdigest()[:16]


def key_text(public_key: bytes) -> str:
    return base64.b64encode(public_key).decode()


def read_key(text: str) -> bytes:
    """Raises NotAPublicKey."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise NotAPublicKey(text=text[:100])
    return key


def head_line(signed: SignedHead) -> bytes:
    """The last line of an export, and all of a saved head."""
    told = {
        "head": _told(signed.head, signed.public_key),
        "public_key": key_text(signed.public_key),
        "signature": base64.b64encode(signed.signature).decode(),
    }
    return canonical(told).encode() + b"\n"


def read_head(line: bytes) -> SignedHead:
    """Raises NotCanonical for anything that `head_line` does not write, whether the signature is good or not."""
    found = read_json(line)
    try:
        head: dict[str, Any] = found["head"]
        signed = SignedHead(
            Head(str(head["account"]), str(head["at"]), str(head["hash"]), _whole(head["seq"])),
            base64.b64decode(found["public_key"]),
            base64.b64decode(found["signature"]),
        )
        same = head_line(signed) == line
    except (KeyError, TypeError, ValueError) as error:
        raise NotCanonical from error
    if not same:
        raise NotCanonical
    return signed


def _whole(number: Any) -> int:
    if not isinstance(number, Digits) or len(number) > 18:
        raise ValueError("no number of an entry")
    return int(number)


def _signed_text(head: Head, public_key: bytes) -> bytes:
    return canonical(_told(head, public_key)).encode()


def _told(head: Head, public_key: bytes) -> dict[str, Any]:
    return {
        "account": head.account,
        "at": head.at,
        "format": FORMAT,
        "hash": head.hash,
        "key_id": key_id(public_key),
        "seq": head.seq,
    }
