"""What the page before has done, as the address of the next one names it: sealed for this session, so that nobody else's link can
tell that something was done."""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

SAID, OF, SEAL = NAMES = "said", "of", "_seal"  # in an address


@dataclass(frozen=True, slots=True)
class Done:
    """`said`: a key of the catalogue below `said.`; `of`: ids, divided by `/`; of several things by `,`."""

    said: str = ""
    of: str = ""


NOTHING = Done()
SIGNED_OUT = "signed_out"


def with_seal(query: dict[str, Any], secret_key: bytes, session: UUID | None) -> dict[str, Any]:
    """`query` says what was done."""
    return {**query, SEAL: session and _seal(query[SAID], query.get(OF), secret_key, session)}


def done_before(query: dict[str, str], secret_key: bytes, session: UUID | None) -> Done:
    """Of an address. Whoever is not signed in is told only that they signed out, which needs no seal."""
    said, of = query.get(SAID, ""), query.get(OF, "")
    if session is None:
        return Done(said) if said == SIGNED_OUT else NOTHING
    if not hmac.compare_digest(query.get(SEAL, "").encode(), _seal(said, of, secret_key, session).encode()):
        return NOTHING
    return Done(said, of)


def _seal(said: str, of: Any, secret_key: bytes, session: UUID) -> str:
    told = "\0".join(("done", str(session), said, str(of or "")))
    return hmac.digest(secret_key, told.encode(), sha256).hex()[:20]
