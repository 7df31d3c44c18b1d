"""Count an attempt before it is checked, and have it wait if too many failed before."""

from math import ceil

from payables.access.errors import TooManyAttempts
from payables.access.model import Mint
from payables.access.queries.door import Door
from payables.access.rules.brakes import Brake, network_of
from payables.access.store import brakes


def marks_of(mint: Mint, who: str, source: str, *, known: bool, code: bool = False) -> list[tuple[Brake, bytes]]:
    """By what an attempt is counted. `who`: an address, whether it has a login or not; `known`: it has signed in from there
    before, so that only failures from there count. `code`: of the second factor."""
    network = network_of(source)
    if known:
        brake = Brake.KNOWN_CODE if code else Brake.KNOWN
        return [(brake, mint.digest(f"{brake} {who} {network}"))]
    brake = Brake.CODE if code else Brake.LOGIN
    return [(brake, mint.digest(f"{brake} {who}")), source_mark(mint, source)]


def source_mark(mint: Mint, source: str) -> tuple[Brake, bytes]:
    """Of the address alone. It is not stored as such."""
    return Brake.SOURCE, mint.digest(f"{Brake.SOURCE} {network_of(source)}")


async def count_attempt(door: Door, marks: list[tuple[Brake, bytes]]) -> None:
    """Raises TooManyAttempts; then the transaction has to be rolled back, since what waits does not count."""
    for brake, who in marks:
        if until := await brakes.count_attempt(door, brake, who):
            seconds = max(1, ceil((until - door.now).total_seconds()))
            raise TooManyAttempts(retry_after=seconds, at=until)
