"""Who may be given a credential, and how many there may be."""

from collections.abc import Iterable
from datetime import datetime

from payables.access.model.credentials import Credential, CredentialState
from payables.platform.caller import Permission

MOST_LIVE = 50  # keys of an account, clients of an account, secrets of a client
WORKING = (CredentialState.LIVE, CredentialState.ENDING)


def has_room(present: Iterable[Credential], now: datetime) -> bool:
    """For one more that works."""
    return sum(one.state(now) in WORKING for one in present) < MOST_LIVE


def goes_beyond(wanted: frozenset[Permission], own: frozenset[Permission]) -> list[Permission]:
    """What whoever holds the credential could do and its giver could not: with it, that giver could too."""
    return sorted(wanted - own)
