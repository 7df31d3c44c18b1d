"""Bring a database to the newest version and stamp it with its environment."""

from pathlib import Path
from typing import Any

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from payables.kit.errors import Sentence
from payables.platform.settings import Environment

LOCK = "SELECT pg_advisory_xact_lock(4711)"
HAS_VERSION = "SELECT to_regclass('alembic_version') IS NOT NULL"
VERSION = "SELECT version_num FROM alembic_version"
MARKER = "SELECT marker FROM environment"


class DatabaseNotReady(Sentence):
    """This database cannot be worked with."""


class WrongEnvironment(DatabaseNotReady):
    """This database belongs to the {found} environment and this process runs as {wanted}: set PAYABLES_ENV or DATABASE_URL."""


class NoMarker(DatabaseNotReady):
    """This database does not say which environment it belongs to: restore it from a backup, or set DATABASE_URL to another."""


class NotMigrated(DatabaseNotReady):
    """The database is at version {found} and this program needs {wanted}: run `payables migrate`."""


class UnknownVersion(DatabaseNotReady):
    """The database is at version {found}, which this program does not know: run a newer release of Payables on it."""


async def migrate(owner_dsn: str, env: Environment, target: str = "head") -> str:
    """Run what is missing, up to the version `target`; returns the version reached.

    Everything happens in one transaction. Raises WrongEnvironment, NoMarker, UnknownVersion; nothing is changed then.
    """

    async def connect() -> Any:
        return await asyncpg.connect(owner_dsn)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_upgrade, env, target)
    finally:
        await engine.dispose()


def _upgrade(connection: Any, env: Environment, target: str) -> str:
    # API and worker may start on a new database in the same second: whoever comes second finds nothing left to do.
    connection.exec_driver_sql(LOCK)
    if (version := _version(connection)) is not None:
        _check_known(version)
        _check_marker(connection.exec_driver_sql(MARKER).scalar_one_or_none(), env)
    config = _config()
    config.attributes.update(connection=connection, environment=env)
    command.upgrade(config, target)
    return connection.exec_driver_sql(VERSION).scalar_one()


def _version(connection: Any) -> str | None:
    """None while the database is new: every other was stamped in the transaction that made its first tables."""
    if not connection.exec_driver_sql(HAS_VERSION).scalar_one():
        return None
    return connection.exec_driver_sql(VERSION).scalar_one_or_none()


async def check_ready(pool: Any, env: Environment) -> None:
    """A process refuses to start on a database of the other environment, of none, or of another version."""
    version = await pool.fetchval(VERSION) if await pool.fetchval(HAS_VERSION) else None
    if version is None:
        raise NotMigrated(found="none", wanted=newest_version())
    _check_known(version)
    _check_marker(await pool.fetchval(MARKER), env)
    if version != newest_version():
        raise NotMigrated(found=version, wanted=newest_version())


def _check_known(version: str) -> None:
    if version not in _versions():
        raise UnknownVersion(found=version)


def _check_marker(found: str | None, env: Environment) -> None:
    if found is None:
        raise NoMarker
    if found != env:
        raise WrongEnvironment(found=found, wanted=str(env))


def newest_version() -> str:
    return _versions()[0]


def _versions() -> list[str]:
    """All that this program knows, the newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
