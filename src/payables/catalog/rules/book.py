"""Prices, or allowances, of some entries as they are becoming: what is put in is seen by what comes after, and is undone where
the row that it came with is refused."""

from collections import defaultdict
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Generic, TypeVar

from payables.catalog.model import Allowance, Place, Price

Dated = TypeVar("Dated", Price, Allowance)


class Book(Generic[Dated]):
    """By id, by entry and place, and by reference_id."""

    def __init__(self) -> None:
        self._known: dict[int, Dated] = {}
        self._now: dict[int, Dated] = {}
        self._beside: defaultdict[tuple[int, Place], set[int]] = defaultdict(set)
        self._referred: dict[str, int] = {}
        self._journal: list[tuple[int, Dated | None]] = []

    def load(self, stored: Iterable[Dated]) -> None:
        """What is stored; what was loaded before stays as it has become."""
        for one in stored:
            if one.id not in self._known:
                self._known[one.id] = one
                self._set(one.id, one)

    def beside(self, entry: int, place: Place) -> list[Dated]:
        """Those of one entry at one place, earliest first."""
        found = [self._now[id] for id in self._beside[entry, place]]
        return sorted(found, key=lambda one: (one.start, one.id))

    def referred(self, reference_id: str | None) -> Dated | None:
        id = self._referred.get(reference_id) if reference_id is not None else None
        return None if id is None else self._now[id]

    def put(self, one: Dated) -> None:
        """A new one, or a changed one in the place of what it was."""
        self._journal.append((one.id, self._now.get(one.id)))
        self._set(one.id, one)

    @contextmanager
    def attempt(self) -> Generator[None]:
        """What is put in inside is taken out again if something is raised."""
        start = len(self._journal)
        try:
            yield
        except BaseException:
            while len(self._journal) > start:
                self._set(*self._journal.pop())
            raise

    def drop(self, entry: int) -> None:
        """Whatever was put in for an entry that did not come to be."""
        for id in [one.id for one in self._now.values() if one.entry == entry]:
            self._set(id, None)

    @property
    def added(self) -> list[Dated]:
        return [one for id, one in self._now.items() if id not in self._known]

    @property
    def changed(self) -> list[tuple[Dated, Dated]]:
        """As they were, and as they are now."""
        return [(was, self._now[id]) for id, was in self._known.items() if self._now[id] != was]

    def _set(self, id: int, one: Dated | None) -> None:
        before = self._now.pop(id, None)
        if before is not None:
            self._beside[before.entry, before.place].discard(id)
            if before.reference_id is not None:
                self._referred.pop(before.reference_id, None)
        if one is not None:
            self._now[id] = one
            self._beside[one.entry, one.place].add(id)
            if one.reference_id is not None:
                self._referred[one.reference_id] = id
