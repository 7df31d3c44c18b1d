"""Keys of items, each made once: an invoice is compared with every line of its orders."""

from functools import lru_cache

from payables.units.rules import item_key

key_of = lru_cache(maxsize=32_768)(item_key.item_key)
