"""Bring a database to the newest version and stamp it with its environment."""

from pathlib import Path
from typing import Any

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from payables.platform.settings import Environment


class WrongEnvironment(Exception):
    """This database belongs to the {found} environment and this process runs as {wanted}: set PAYABLES_ENV or DATABASE_URL."""


class NotMigrated(Exception):
    """The database is at version {found} and this program needs {wanted}: run `payables migrate`."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


async def migrate(owner_dsn: str, env: Environment) -> str:
    """Run what is missing; returns the version reached. Refuses a database of the other environment."""
    await _check_marker(owner_dsn, env)

    async def connect() -> Any:
        return await asyncpg.connect(owner_dsn)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)
    await engine.dispose()
    connection = await asyncpg.connect(owner_dsn)
    try:
        await connection.execute("INSERT INTO environment (marker) VALUES ($1) ON CONFLICT DO NOTHING", str(env))
        # Alembic's own table; every process compares the version before it starts.
        await connection.execute("GRANT SELECT ON alembic_version TO payables_app")
    finally:
        await connection.close()
    return newest_version()


def _upgrade(connection: Any) -> None:
    config = _config()
    config.attributes["connection"] = connection
    # API and worker may start on a new database in the same second: whoever comes second finds nothing left to do.
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4711)")
    command.upgrade(config, "head")


def newest_version() -> str:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


async def _check_marker(dsn: str, env: Environment) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        if await connection.fetchval("SELECT to_regclass('environment') IS NOT NULL"):
            _compare(await connection.fetchval("SELECT marker FROM environment"), env)
    finally:
        await connection.close()


async def check_ready(pool: Any, env: Environment) -> None:
    """A process refuses to start on a database of the other environment or of another version."""
    marker = await pool.fetchval("SELECT CASE WHEN to_regclass('environment') IS NULL THEN NULL ELSE 'x' END")
    if marker is None:
        raise NotMigrated(_fill(NotMigrated, found="none", wanted=newest_version()))
    _compare(await pool.fetchval("SELECT marker FROM environment"), env)
    found = await pool.fetchval("SELECT version_num FROM alembic_version")
    if found != newest_version():
        raise NotMigrated(_fill(NotMigrated, found=found, wanted=newest_version()))


def _compare(found: str | None, env: Environment) -> None:
    if found is not None and found != env:
        raise WrongEnvironment(_fill(WrongEnvironment, found=found, wanted=str(env)))


def _fill(kind: type[Exception], **details: str) -> str:
    return (kind.__doc__ or "").format(**details)
