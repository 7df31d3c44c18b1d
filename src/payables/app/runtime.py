"""Open what every command stands on: settings, logs, the database (embedded or given), files, the secret key."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from payables.app.migrate import check_ready, migrate
from payables.kit.errors import Sentence
from payables.platform import data_dir, secret_key
from payables.platform.clock import Clock, SystemClock
from payables.platform.db import Database
from payables.platform.files import FileStore
from payables.platform.postgres.supervisor import attach_or_start
from payables.platform.settings import Settings

APP_ROLE = "payables_app"


class MayNotStepDown(Sentence):
    """The login of DATABASE_URL may not act as {role}: let an administrator run GRANT {role} TO that login, or set
    DATABASE_APP_URL."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What API, worker and commands are wired from."""

    settings: Settings
    database: Database
    files: FileStore
    secret_key: bytes


@dataclass(frozen=True, slots=True)
class Dsns:
    """Where the database is. `as_role` steps a login down that owns the tables."""

    owner: str
    app: str
    as_role: str | None = None


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncGenerator[Dsns]:
    """The given database, or the embedded one for as long as it is needed."""
    data_dir.claim(settings.data_dir, settings.env)
    if settings.database_url:
        app = settings.database_app_url
        yield Dsns(settings.database_url, app or settings.database_url, None if app else APP_ROLE)
        return
    postgres = await attach_or_start(settings.data_dir, settings.env)
    try:
        yield Dsns(postgres.owner_dsn, postgres.app_dsn)
    finally:
        await postgres.stop()


@asynccontextmanager
async def open_parts(settings: Settings, clock: Clock | None = None) -> AsyncGenerator[Parts]:
    """Everything, checked: the database is of this environment and of this program's version.

    The embedded database is migrated on the way; a given one only by `payables migrate`.
    """
    async with open_database(settings) as dsns:
        if not settings.database_url:
            await migrate(dsns.owner, settings.env)
        database = await _connect(dsns, settings, clock or SystemClock())
        try:
            await check_ready(database.pool, settings.env)
            files = FileStore.open(settings.data_dir, settings.files_url)
            yield Parts(settings, database, files, secret_key.load_or_create(settings.data_dir))
        finally:
            await database.close()


async def _connect(dsns: Dsns, settings: Settings, clock: Clock) -> Database:
    try:
        return await Database.connect(dsns.app, clock, size=settings.pool_size, as_role=dsns.as_role)
    except asyncpg.InsufficientPrivilegeError as error:
        if dsns.as_role is None:
            raise
        raise MayNotStepDown(role=dsns.as_role) from error
