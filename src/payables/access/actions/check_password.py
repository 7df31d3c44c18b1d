"""Is this the password? It takes as long where there is none."""

from functools import cache

from argon2.exceptions import InvalidHashError, VerificationError

from payables.access.actions.hash_password import HASHER, in_turn
from payables.access.rules.passwords import MOST, normal


async def check_password(stored: str | None, password: str) -> bool:
    """`stored`: the hash of a login, None for a login without password and for an address without login: then False, after the
    same work. Raises SignInBusy."""
    return await in_turn(lambda: _check(stored, password))


def _check(stored: str | None, password: str) -> bool:
    # Of a longer text nobody has a password; a part of it costs what a password costs.
    typed = normal(password[:MOST])
    try:
        right = HASHER.verify(stored or _dummy(), typed)
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None and len(password) <= MOST


@cache
def _dummy() -> str:
    """The hash of what nobody can type."""
    return HASHER.hash("\0 nobody's password \0")
