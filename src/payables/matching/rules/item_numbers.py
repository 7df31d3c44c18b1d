"""Which lines of orders have the item number, or the remembered name, that a line of an invoice has."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache

from payables.matching.model import BilledLine
from payables.matching.rules.keys import key_of
from payables.matching.rules.likeness import likeness
from payables.matching.rules.pools import Pool

_SHORT, _TELLING = 3, 5
_ALIKE_ENOUGH = 0.4
_TOKENS = re.compile(r"[^\s,;:()\[\]]+")
MOST = 50  # lines of orders at as many prices that one number is looked for in


class How(IntEnum):
    """The stronger first."""

    SKU = 0
    MEMORY = 1


class ItemNumbers:
    """Of the lines of all orders, by place."""

    def __init__(self, pools: Sequence[Pool]) -> None:
        self._pools = pools
        self._by_sku: dict[str, list[int]] = {}
        self._by_memory: dict[str, list[int]] = {}
        self._by_name: dict[str, set[int]] = {}
        for place, pool in enumerate(pools):
            for key in {key for room in pool.rooms if (key := key_of(room.line.sku, None))}:
                self._by_sku.setdefault(key, []).append(place)
            for key in {key for room in pool.rooms if (key := key_of(None, room.line.name))}:
                self._by_name.setdefault(key, set()).add(place)
            for key in sorted({key for room in pool.rooms for key in room.line.known_as}):
                self._by_memory.setdefault(key, []).append(place)

    def find(self, billed: BilledLine) -> tuple[How, list[int]] | None:
        """By its own number or by one among its words, however it is written; else by what the vendor was seen to call it,
        unless the orders have a line that is called so."""
        if by_sku := list(self._of_sku(billed)):
            return How.SKU, by_sku[:MOST]
        keys = [key_of(billed.sku, billed.name), key_of(None, billed.name)]
        remembered = {place: None for key in keys if key for place in self._by_memory.get(key, ())}
        called = self._by_name.get(key_of(None, billed.name) or "", set())
        places = [place for place in remembered if not called or place in called]
        return (How.MEMORY, places[:MOST]) if places else None

    def _of_sku(self, billed: BilledLine) -> Iterator[int]:
        """Very short numbers meet by chance, so that the names must not speak against them."""
        own = key_of(billed.sku, None)
        if own is None:
            yield from self._named(billed)
            return
        for place in self._by_sku.get(own, ()):
            name = self._pools[place].first.line.name
            if len(own) - 2 >= _SHORT or likeness(billed.name or "", name) >= _ALIKE_ENOUGH:
                yield place

    def _named(self, billed: BilledLine) -> Iterator[int]:
        """A line without a number of its own may have the order's among its words."""
        found: dict[int, None] = {}
        for key in _keys(f"{billed.name or ''} {billed.description or ''}"[:1000]):
            if key in self._by_sku and _is_telling(key[2:]):
                found |= dict.fromkeys(self._by_sku[key])
        yield from found


def _is_telling(number: str) -> bool:
    return len(number) >= _TELLING and any(character.isdigit() for character in number)


@lru_cache(maxsize=4096)
def _keys(text: str) -> tuple[str, ...]:
    keys = (key_of(token, None) for token in _TOKENS.findall(text))
    return tuple(dict.fromkeys(key for key in keys if key))
