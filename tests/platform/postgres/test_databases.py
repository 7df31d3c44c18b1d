import asyncio
from pathlib import Path

import asyncpg
import pytest

from payables.platform.postgres.databases import OWNER, create_database, drop_database, make_template
from payables.platform.postgres.errors import BadDatabaseName
from payables.platform.postgres.supervisor import attach_or_start


def test_databases_are_made_from_a_template_and_dropped_with_their_sessions(folder: Path) -> None:
    async def story() -> None:
        postgres = await attach_or_start(folder, "sandbox", durable=False)
        superuser = postgres.superuser_dsn
        try:
            await create_database(superuser, "pattern")
            owner = await asyncpg.connect(postgres.dsn(OWNER, "pattern"))
            await owner.execute("CREATE TABLE fact (n int); INSERT INTO fact VALUES (7)")
            await owner.close()
            await make_template(superuser, "pattern")
            await asyncio.gather(*(create_database(superuser, f"copy_{n}", template="pattern") for n in range(3)))
            owner = await asyncpg.connect(postgres.dsn(OWNER, "copy_2"))
            assert await owner.fetchval("SELECT n FROM fact") == 7
            await (await asyncpg.connect(postgres.dsn("payables_app", "copy_2"))).close()

            for name in ("copy_0", "copy_1", "copy_2", "pattern", "never_was"):
                await drop_database(superuser, name)

            names = await fetch_names(superuser)
            assert names == {"postgres", "template0", "template1", "payables_sandbox"}
            with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
                await owner.fetchval("SELECT n FROM fact")
        finally:
            await postgres.stop()

    asyncio.run(story())


@pytest.mark.parametrize("name", ["", "Upper", 'a"b', "a b", "a" * 64, "1st", "a;drop"])
def test_a_name_that_would_need_quoting_is_refused(name: str) -> None:
    with pytest.raises(BadDatabaseName):
        asyncio.run(create_database("postgresql://nowhere.invalid/", name))


async def fetch_names(dsn: str) -> set[str]:
    connection = await asyncpg.connect(dsn)
    try:
        return {row["datname"] for row in await connection.fetch("SELECT datname FROM pg_database")}
    finally:
        await connection.close()
