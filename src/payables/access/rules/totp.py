"""Codes of an authenticator app: RFC 6238, six digits, a new one every 30 seconds."""

import base64
import hmac
import secrets
from datetime import datetime
from hashlib import sha1
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
STEPS_OFF = 1  # how far apart the clocks may be, before and after


def make_secret() -> bytes:
    """160 random bits, as RFC 4226 recommends."""
    return secrets.token_bytes(20)


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // STEP_SECONDS


def code_at(secret: bytes, step: int) -> str:
    # SHA-1 is what every authenticator app reads; as a keyed hash it is not broken.
    digest = hmac.digest(secret, step.to_bytes(8, "big"), sha1)
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: bytes, code: str, now: datetime, last_step: int | None) -> int | None:
    """The step that this code belongs to, None if to none of now. One that was used, and any before it, match no more."""
    wanted = "".join(code.split())
    present = step_of(now)
    steps = range(present - STEPS_OFF, present + STEPS_OFF + 1)
    matching = [step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), wanted.encode())]
    return next((step for step in matching if last_step is None or step > last_step), None)


def readable(secret: bytes) -> str:
    """As apps ask for it where no camera can be used: base32 in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address(secret: bytes, email: str, issuer: str) -> str:
    """What the QR code says (the otpauth form of authenticator apps)."""
    label = f"{quote(issuer, safe='')}:{quote(email, safe='')}"
    query = {"secret": readable(secret).replace(" ", ""), "issuer": issuer, "digits": DIGITS, "period": STEP_SECONDS}
    return f"otpauth://totp/{label}?{urlencode(query, quote_via=quote)}"
