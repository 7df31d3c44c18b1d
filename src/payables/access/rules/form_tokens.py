"""What a form of a session carries, so that no other site can send it: known to the session's pages alone."""

import hmac
from hashlib import sha256

CONTEXT = b"payables form token\0"


def form_token(session_secret: str, key: bytes) -> str:
    """Tells nothing about the secret, nor about what is stored in its place."""
    return hmac.digest(key, CONTEXT + session_secret.encode(), sha256).hex()
