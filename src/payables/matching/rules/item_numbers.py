"""Item numbers, as they are compared between an invoice and an order."""

import re
from functools import lru_cache

from payables.matching.model import BilledLine, OrderedLine
from payables.matching.rules.likeness import likeness
from payables.units.rules.item_key import item_key

_SHORT, _TELLING = 3, 5
_ALIKE_ENOUGH = 0.4
_TOKENS = re.compile(r"[^\s,;:()\[\]]+")


def same_sku(billed: BilledLine, ordered: OrderedLine) -> bool:
    """However it is written. Very short ones meet by chance, so that the names must not speak against it."""
    one, other = item_key(billed.sku, None), item_key(ordered.sku, None)
    if one is None or one != other:
        return False
    return len(one) - 2 >= _SHORT or likeness(billed.name or "", ordered.name) >= _ALIKE_ENOUGH


def names_sku(billed: BilledLine, ordered: OrderedLine) -> bool:
    """Whether a line without a number of its own has the order's among its words."""
    sought = item_key(ordered.sku, None)
    if item_key(billed.sku, None) is not None or sought is None:
        return False
    number = sought[2:]
    telling = len(number) >= _TELLING and any(character.isdigit() for character in number)
    return telling and sought in _keys(f"{billed.name or ''} {billed.description or ''}"[:1000])


@lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[str | None]:
    return frozenset(item_key(token, None) for token in _TOKENS.findall(text))
