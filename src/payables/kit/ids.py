"""Identifiers: making them and reading them strictly.

A parser answers None for what is not an id, so that "malformed" and "unknown" can look the same to a client.
"""

import re
import secrets
import string
from threading import Lock
from uuid import UUID

MAX_INT_ID = 2**31 - 1

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
_RACC = re.compile(r"racc_([0-9a-f]{32})")
_INT_ID = re.compile(r"[1-9][0-9]{0,9}")
_IDEMPOTENCY_KEY = re.compile(r"[A-Za-z0-9._\-+=/]{1,128}")

_RANDOM_BITS = 74
_STEP_BITS = 32


class Uuid7Maker:
    """Makes UUIDv7 (RFC 9562 section 5.7) that only grow, also within a millisecond and when the clock goes back."""

    def __init__(self) -> None:
        # milliseconds and the 74 random bits as one number: a carry out of the random bits runs into the time
        self._last = 0
        self._lock = Lock()

    def make(self, now_ms: int) -> UUID:
        """The next id. `now_ms` is milliseconds since 1970, below 2**48."""
        if not 0 <= now_ms < 2**48:
            raise ValueError("milliseconds since 1970 are between 0 and 2**48")
        fresh = now_ms << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        with self._lock:
            if fresh <= self._last:
                # RFC 9562 section 6.2, method 2: a random step keeps the next id hard to guess
                fresh = self._last + 1 + secrets.randbits(_STEP_BITS)
            self._last = fresh
        return _with_version(fresh)


_maker = Uuid7Maker()


def uuid7(now_ms: int) -> UUID:
    """A new UUIDv7, greater than every earlier one of this process. Pass the clock's milliseconds since 1970."""
    return _maker.make(now_ms)


def parse_uuid(text: str) -> UUID | None:
    """The UUID of the usual form with four hyphens, in either case; no braces, no urn, no bare hex."""
    return UUID(text) if _UUID.fullmatch(text) else None


def racc(account_id: UUID) -> str:
    """The account id as the API shows it: racc_ and 32 lower-case hex digits."""
    return f"racc_{account_id.hex}"


def parse_racc(text: str) -> UUID | None:
    """The account behind a racc_ id."""
    found = _RACC.fullmatch(text)
    return UUID(found[1]) if found else None


def dim_id() -> str:
    """A new dimension id: dim_ and 12 letters and digits, as dim_VOH21Up3M7HV (71 random bits)."""
    return "dim_" + "".join(secrets.choice(_BASE62) for _ in range(12))


def approval_id() -> str:
    """A new approval id: pbjappr_ and 32 lower-case hex digits (128 random bits)."""
    return "pbjappr_" + secrets.token_hex(16)


def parse_int_id(text: str) -> int | None:
    """An integer id from 1 to 2**31 - 1 as text: ASCII digits, no sign, no leading zero."""
    if not _INT_ID.fullmatch(text):
        return None
    number = int(text)
    return number if number <= MAX_INT_ID else None


def is_idempotency_key(text: str) -> bool:
    """Whether this may be an Idempotency-Key (contract/platform.md section 6)."""
    return _IDEMPOTENCY_KEY.fullmatch(text) is not None


def _with_version(number: int) -> UUID:
    """Lays 48 bits of time, 12 and 62 random bits around the version (7) and the variant (binary 10)."""
    milliseconds = number >> 74
    random_a = number >> 62 & 0xFFF
    random_b = number & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 7 << 76 | random_a << 64 | 2 << 62 | random_b)
