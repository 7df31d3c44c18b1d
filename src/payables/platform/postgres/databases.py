"""Further databases of the cluster, each owned by `payables_owner`: the test-suite makes many from one template."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg

from payables.platform.postgres.errors import BadDatabaseName

OWNER = "payables_owner"
APP = "payables_app"


async def create_database(superuser_dsn: str, name: str, *, template: str = "template1") -> None:
    """A database that the two roles may use; a copy of `template`, to which nobody may be connected meanwhile."""
    _quoted(name)
    async with _connection(superuser_dsn) as connection:
        await create(connection, name, template=template)
        await admit(connection, name)


async def drop_database(superuser_dsn: str, name: str) -> None:
    """Drop it with everything in it, ending its sessions; nothing happens when there is none."""
    database = _quoted(name)
    async with _connection(superuser_dsn) as connection:
        if await connection.fetchval("SELECT datistemplate FROM pg_database WHERE datname = $1", name):
            await connection.execute(f"ALTER DATABASE {database} IS_TEMPLATE false")
        await connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


async def make_template(superuser_dsn: str, name: str) -> None:
    """Freeze a database: nobody can connect any more, so that it can be copied at any time."""
    database = _quoted(name)
    async with _connection(superuser_dsn) as connection:
        await connection.execute(f"ALTER DATABASE {database} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false")


async def create(connection: asyncpg.Connection, name: str, *, template: str = "template1") -> None:
    """Create, closed to everybody but its owner."""
    await connection.execute(f"CREATE DATABASE {_quoted(name)} OWNER {OWNER} TEMPLATE {_quoted(template)}")
    await connection.execute(f"REVOKE ALL ON DATABASE {_quoted(name)} FROM PUBLIC")


async def admit(connection: asyncpg.Connection, name: str) -> None:
    """Let the application connect."""
    await connection.execute(f"GRANT CONNECT ON DATABASE {_quoted(name)} TO {APP}")


@asynccontextmanager
async def _connection(dsn: str) -> AsyncGenerator[asyncpg.Connection]:
    connection = await asyncpg.connect(dsn)
    try:
        yield connection
    finally:
        await connection.close()


def _quoted(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise BadDatabaseName(name=name)
    return f'"{name}"'
