"""Secrets that must be read again: encrypted with a key of the deployment, so that the database alone does not tell them."""

import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


def seal(secret: bytes, login_id: UUID, key: bytes) -> bytes:
    """Bound to the login: moved to another's row it cannot be opened."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_key(key)).encrypt(nonce, secret, login_id.bytes)


def unseal(sealed: bytes, login_id: UUID, key: bytes) -> bytes | None:
    """None for what was sealed with another key or for another login: a deployment that has lost its secret.key."""
    try:
        return AESGCM(_key(key)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], login_id.bytes)
    except InvalidTag:
        return None


def _key(key: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"payables second factor").derive(key)
