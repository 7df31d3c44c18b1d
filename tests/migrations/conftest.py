import asyncio
from collections.abc import Callable, Coroutine, Iterator
from itertools import count
from typing import Any

import asyncpg
import pytest

from harness.server import Server
from payables.platform.postgres import databases
from payables.platform.settings import Environment, Settings

_serial = count(1)


class Empty:
    """A database of the run's cluster with nothing in it."""

    def __init__(self, server: Server, name: str) -> None:
        self.server = server
        self.name = name
        dsns = server.database_dsns
        self.owner, self.app, self.superuser = (
            dsn.replace(dsns.name, name) for dsn in (dsns.owner, dsns.app, dsns.superuser)
        )

    def settings(
        self, env: Environment = Environment.SANDBOX, *, login: str | None = None, app: str | None = None
    ) -> Settings:
        """As an operator with a PostgreSQL of their own gives them; DATABASE_APP_URL is the application's login."""
        return Settings(
            env=env,
            data_dir=self.server.data_dir / f"{self.name}-{env}",  # a data directory belongs to one environment
            database_url=login or self.superuser,
            database_app_url=app,
            port=1,
            base_url="http://127.0.0.1:1",
        )

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run(work)

    def rows(self, sql: str, login: str | None = None) -> list[asyncpg.Record]:
        """A statement of the owner, or of another login."""
        return self.run(self._rows(sql, login or self.owner))

    async def _rows(self, sql: str, dsn: str) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(dsn)
        try:
            return await connection.fetch(sql)
        finally:
            await connection.close()


@pytest.fixture
def new_database(server: Server) -> Iterator[Callable[[], Empty]]:
    """Makes empty databases that are dropped after the test."""
    superuser = server.database_dsns.superuser
    made: list[Empty] = []

    def make() -> Empty:
        made.append(Empty(server, f"{server.name}_migrations_{next(_serial)}"))
        server.run(databases.create_database(superuser, made[-1].name))
        return made[-1]

    yield make
    for each in made:
        server.run(databases.drop_database(superuser, each.name))


@pytest.fixture
def empty(new_database: Callable[[], Empty]) -> Empty:
    return new_database()
