"""An offered second factor: what waits until the person has shown a code of it.

Whoever asked for it has just typed their password; whoever finds their browser open later has not. So it ends after some
minutes, and counts only in the session that asked.
"""

from datetime import datetime, timedelta
from uuid import UUID

LASTS = timedelta(minutes=15)

SESSION_BYTES = 16
INSTANT_BYTES = 8


def packed(secret: bytes, session_id: UUID, now: datetime) -> bytes:
    """To be sealed as one: session, second of the offer, secret."""
    return session_id.bytes + int(now.timestamp()).to_bytes(INSTANT_BYTES, "big") + secret


def live_secret(offer: bytes, session_id: UUID, now: datetime) -> bytes | None:
    """None for what another session asked for, what is over, and what was offered before offers ended (a secret alone)."""
    session, instant = offer[:SESSION_BYTES], offer[SESSION_BYTES : SESSION_BYTES + INSTANT_BYTES]
    secret = offer[SESSION_BYTES + INSTANT_BYTES :]
    if not secret or session != session_id.bytes:
        return None
    age = now.timestamp() - int.from_bytes(instant, "big")
    return secret if age < LASTS.total_seconds() else None
