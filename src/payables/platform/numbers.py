"""Integer ids where the contract says integer (company, location, vendor, line item, user, invoice_id).

Each process reserves a block of numbers in a transaction of its own and hands them out from memory: no sequence,
no row that all writers queue for, no number given twice, small enough for a client that reads 32 bits.
A process that ends leaves the rest of its block unused.
"""

import asyncio
from collections import defaultdict
from typing import Any

BLOCK = {
    "item": 500, "image": 200, "invoice": 200, "vendor": 200,
    "catalog_entry": 500, "catalog_price": 500, "catalog_allowance": 500,
}  # fmt: skip
DEFAULT_BLOCK = 20

RESERVE = """
-- reserve a block: returns the number after its last one
INSERT INTO numbers AS n (kind, next) VALUES ($1, 1000 + $2)
ON CONFLICT (kind) DO UPDATE SET next = n.next + $2
RETURNING next
"""


class Numbers:
    """Gives out integers that are unique in the deployment per kind."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._spare: dict[str, list[int]] = defaultdict(list)
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def take(self, kind: str, count: int) -> list[int]:
        """`count` numbers of a kind, ascending."""
        async with self._locks[kind]:
            spare = self._spare[kind]
            if len(spare) < count:
                await self._reserve(kind, count)
                spare = self._spare[kind]
            taken, self._spare[kind] = spare[:count], spare[count:]
            return taken

    async def _reserve(self, kind: str, count: int) -> None:
        size = max(BLOCK.get(kind, DEFAULT_BLOCK), count)
        async with self._pool.acquire() as connection:
            end: int = await connection.fetchval(RESERVE, kind, size)
        self._spare[kind] += range(end - size, end)
