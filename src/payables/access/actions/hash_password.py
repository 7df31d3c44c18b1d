"""Hash a password with argon2id, aside from the event loop and a few at a time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher

from payables.access.errors import SignInBusy
from payables.access.rules.passwords import normal

T = TypeVar("T")

AT_ONCE = 2
MOST_WAITING = 100
# 19 MiB, two passes, one lane: of the settings that OWASP holds to be equally strong the one with least memory.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class _Turns:
    """How many wait or are at work."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(AT_ONCE, "passwords")
        self.waiting = 0


async def hash_password(password: str) -> str:
    """What is stored in place of the password. Raises SignInBusy."""
    return await in_turn(lambda: HASHER.hash(normal(password)))


async def in_turn(work: Callable[[], T]) -> T:
    """Raises SignInBusy rather than let strangers fill the memory with what waits."""
    turns = _turns()
    if turns.waiting >= MOST_WAITING:
        raise SignInBusy
    turns.waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(turns.pool, work)
    finally:
        turns.waiting -= 1


@cache
def _turns() -> _Turns:
    """Of this process."""
    return _Turns()
