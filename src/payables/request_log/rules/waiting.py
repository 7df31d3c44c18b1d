"""What waits to be written: bounded, and fairly, so that one account's burst pushes out nobody else's rows."""

from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")

MOST = 4000
MOST_OF_ONE = 2000


class Waiting(Generic[T]):
    """Rows by account. One that finds no room is dropped and counted; where all room is taken, the account with the most
    rows gives up its last one for an account that has fewer."""

    def __init__(self, most: int = MOST, most_of_one: int = MOST_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._rows: dict[UUID, list[T]] = {}
        self._dropped: dict[UUID, int] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count + len(self._dropped)

    def has_room(self, account_id: UUID) -> bool:
        mine = len(self._rows.get(account_id, ()))
        return mine < self._most_of_one and (self._count < self._most or mine + 1 < len(self._rows[self._fullest()]))

    def add(self, account_id: UUID, row: T) -> None:
        """Where there is room (has_room)."""
        if self._count >= self._most:
            fullest = self._fullest()
            self._rows[fullest].pop()
            self.drop(fullest)
            self._count -= 1
        self._rows.setdefault(account_id, []).append(row)
        self._count += 1

    def drop(self, account_id: UUID, count: int = 1) -> None:
        self._dropped[account_id] = self._dropped.get(account_id, 0) + count

    def take(self) -> tuple[dict[UUID, list[T]], dict[UUID, int]]:
        """All that waits, and how many were dropped; afterwards nothing waits."""
        taken = self._rows, self._dropped
        self._rows, self._dropped, self._count = {}, {}, 0
        return taken

    def _fullest(self) -> UUID:
        return max(self._rows, key=lambda account: len(self._rows[account]))
