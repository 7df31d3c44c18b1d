"""One cluster for the whole run, one migrated template, one database per worker process."""

import asyncio
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from payables.app.migrate import migrate
from payables.platform.postgres import databases
from payables.platform.postgres.supervisor import EmbeddedPostgres, attach_or_start
from payables.platform.settings import Environment

TEMPLATE = "payables_test_template"


@dataclass(frozen=True)
class TestDatabase:
    """Connection strings of one worker's database."""

    __test__ = False

    name: str
    owner: str
    app: str
    superuser: str


async def make_database(data_dir: Path, name: str) -> tuple[EmbeddedPostgres, TestDatabase]:
    """Attach to the run's cluster, or start it, and copy the template."""
    cluster = await attach_or_start(data_dir, "test", durable=False)
    with _only_one(data_dir):
        if not (data_dir / "template-made").exists():
            await databases.create_database(cluster.superuser_dsn, TEMPLATE)
            await migrate(_of(cluster.owner_dsn, TEMPLATE), Environment.SANDBOX)
            await databases.make_template(cluster.superuser_dsn, TEMPLATE)
            (data_dir / "template-made").touch()
        await databases.drop_database(cluster.superuser_dsn, name)
        await databases.create_database(cluster.superuser_dsn, name, template=TEMPLATE)
    dsns = (cluster.owner_dsn, cluster.app_dsn, cluster.superuser_dsn)
    return cluster, TestDatabase(name, *(_of(dsn, name) for dsn in dsns))


def _of(dsn: str, database: str) -> str:
    head, _, query = dsn.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{database}" + (f"?{query}" if query else "")


@contextmanager
def _only_one(data_dir: Path) -> Iterator[None]:
    with (data_dir / "tests.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


async def stop(cluster: EmbeddedPostgres, database: TestDatabase) -> None:
    await databases.drop_database(cluster.superuser_dsn, database.name)
    await asyncio.wait_for(cluster.stop(), 80)
