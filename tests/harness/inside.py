"""Calls from inside the program, as other capabilities make them: in a transaction of a tenant."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import asyncpg

from harness.server import Server
from harness.tenants import Tenant
from payables.platform.db import Transaction

T = TypeVar("T")


def inside(tenant: Tenant, work: Callable[..., Awaitable[T]], *args: Any, **options: Any) -> T:
    """`work(tx, *args, **options)` in a committed transaction."""

    async def within() -> T:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            return await work(tx, *args, **options)

    return tenant.server.run(within())


async def plans(tx: Transaction, work: Callable[..., Awaitable[Any]], *args: Any, **options: Any) -> list[str]:
    """How PostgreSQL carries out each statement of a call."""
    sent: list[Any] = []
    with tx.connection.query_logger(sent.append):
        await work(tx, *args, **options)
        await asyncio.sleep(0)  # the driver reports from the next turn of the loop
    return ["\n".join(row[0] for row in await tx.fetch(f"EXPLAIN {one.query}", *one.args)) for one in sent]


def analyze(server: Server, table: str) -> None:
    """Statistics for the planner, as autovacuum would gather them."""

    async def vacuum() -> None:
        connection = await asyncpg.connect(server.database_dsns.superuser)
        await connection.execute(f"VACUUM ANALYZE {table}")
        await connection.close()

    server.run(vacuum())
