"""What a form of a session carries, so that no other site can send it, and none is carried out in another account than the one
that its page showed: known to the session's pages alone."""

import hmac
from hashlib import sha256

CONTEXT = b"payables form token\0"


def form_token(session_secret: str, place: str, key: bytes) -> str:
    """Of the account and company that are chosen. Tells nothing about the secret, nor about what is stored in its place."""
    return hmac.digest(key, CONTEXT + f"{session_secret}\0{place}".encode(), sha256).hex()
