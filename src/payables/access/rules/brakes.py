"""How long the next attempt has to wait after so many that failed. It grows and ends: nobody is locked out for good."""

from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


class Brake(StrEnum):
    """What failures are counted by. `known`: of one login from one address where it has signed in before, which nobody's
    failures elsewhere slow down."""

    LOGIN = "login"
    SOURCE = "source"
    KNOWN = "known"
    CODE = "code"
    KNOWN_CODE = "known_code"


FREE = {Brake.LOGIN: 5, Brake.SOURCE: 30, Brake.KNOWN: 5, Brake.CODE: 5, Brake.KNOWN_CODE: 5}


def wait_after(brake: Brake, failures: int) -> timedelta:
    """None at first, then twice as long each time."""
    beyond = failures - FREE[brake]
    return timedelta() if beyond < 0 else min(FIRST_WAIT * 2 ** min(beyond, 10), LONGEST_WAIT)


def network_of(source: str) -> str:
    """Whoever has one IPv6 address has 2**64 of them: they count as one."""
    try:
        address = ip_address(source)
    except ValueError:
        return source
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return source
