"""Further databases of the cluster, each owned by `payables_owner`: the test-suite makes many from one template."""

import re

import asyncpg

from payables.platform.postgres.errors import BadDatabaseName

OWNER = "payables_owner"
APP = "payables_app"


async def create_database(superuser_dsn: str, name: str, *, template: str = "template1") -> None:
    """A database that the two roles may use; a copy of `template`, to which nobody may be connected meanwhile."""
    connection = await asyncpg.connect(superuser_dsn)
    try:
        await create(connection, name, template=template)
        await admit(connection, name)
    finally:
        await connection.close()


async def drop_database(superuser_dsn: str, name: str) -> None:
    """Drop it with everything in it, ending its sessions; nothing happens when there is none."""
    connection = await asyncpg.connect(superuser_dsn)
    try:
        if await connection.fetchval("SELECT datistemplate FROM pg_database WHERE datname = $1", name):
            await connection.execute(f"ALTER DATABASE {_checked(name)} IS_TEMPLATE false")
        await connection.execute(f"DROP DATABASE IF EXISTS {_checked(name)} WITH (FORCE)")
    finally:
        await connection.close()


async def make_template(superuser_dsn: str, name: str) -> None:
    """Freeze a database: nobody can connect any more, so that it can be copied at any time."""
    connection = await asyncpg.connect(superuser_dsn)
    try:
        await connection.execute(f"ALTER DATABASE {_checked(name)} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false")
    finally:
        await connection.close()


async def create(connection: asyncpg.Connection, name: str, *, template: str = "template1") -> None:
    """Create, closed to everybody but its owner."""
    await connection.execute(f"CREATE DATABASE {_checked(name)} OWNER {OWNER} TEMPLATE {_checked(template)}")
    await connection.execute(f"REVOKE ALL ON DATABASE {_checked(name)} FROM PUBLIC")


async def admit(connection: asyncpg.Connection, name: str) -> None:
    """Let the application connect."""
    await connection.execute(f"GRANT CONNECT ON DATABASE {_checked(name)} TO {APP}")


def _checked(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise BadDatabaseName(name=name)
    return f'"{name}"'
