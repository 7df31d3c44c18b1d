"""The logins and the database: made once by the superuser, who does nothing else afterwards.

`payables_owner` owns the database and its tables and runs the migrations. `payables_app` serves requests and jobs; it
owns nothing and cannot step around row-level security.
"""

import asyncpg

from payables.platform.postgres import databases
from payables.platform.postgres.databases import APP, OWNER
from payables.platform.postgres.passwords import Passwords

_CAN_LOG_IN_AND_NO_MORE = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"


async def bootstrap(superuser_dsn: str, database: str, passwords: Passwords) -> None:
    """Make what is missing; may be repeated. The right to connect comes last: who can connect finds everything done."""
    connection = await asyncpg.connect(superuser_dsn)
    try:
        await _role(connection, OWNER, passwords.owner)
        await _role(connection, APP, passwords.app)
        await connection.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")
        exists = await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", database)
        if not exists:
            await databases.create(connection, database)
        await databases.admit(connection, database)
    finally:
        await connection.close()


async def _role(connection: asyncpg.Connection, name: str, password: str) -> None:
    exists = await connection.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", name)
    # Our passwords are letters, digits, - and _; role statements take no parameters.
    await connection.execute(
        f"{'ALTER' if exists else 'CREATE'} ROLE {name} {_CAN_LOG_IN_AND_NO_MORE} PASSWORD '{password}'"
    )
