import asyncio
import shutil
import stat
import time
from pathlib import Path

import asyncpg
import pytest

from payables.platform.postgres import cluster, passwords, process
from payables.platform.postgres.binaries import Places, find
from payables.platform.postgres.errors import DatabaseUnavailable, DataOfAnotherVersion
from payables.platform.postgres.folders import Folders, socket_folder
from payables.platform.postgres.identity import run_as
from payables.platform.postgres.supervisor import EmbeddedPostgres, attach_or_start


def with_database(folder: Path, story, *, durable: bool = False):  # type: ignore[no-untyped-def]
    async def run():  # type: ignore[no-untyped-def]
        postgres = await attach_or_start(folder, "sandbox", durable=durable)
        try:
            return await story(postgres)
        finally:
            await postgres.stop()

    return asyncio.run(run())


async def row(dsn: str, sql: str) -> asyncpg.Record:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchrow(sql)
    finally:
        await connection.close()


def test_a_new_cluster_is_durable_checked_unicode_and_utc(folder: Path) -> None:
    expected = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "timezone": "UTC",
        "lc_messages": "C",
    }

    async def story(postgres: EmbeddedPostgres) -> None:
        columns = ", ".join(f"current_setting('{name}') AS {name}" for name in expected)
        assert dict(await row(postgres.app_dsn, f"SELECT {columns}")) == expected
        assert (await row(postgres.app_dsn, "SELECT upper('café') AS word"))["word"] == "CAFÉ"

    with_database(folder, story, durable=True)


def test_the_roles_can_do_what_they_need_and_no_more(folder: Path) -> None:
    async def story(postgres: EmbeddedPostgres) -> None:
        roles = "SELECT bool_or(rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication) AS powers"
        assert not (await row(postgres.superuser_dsn, f"{roles} FROM pg_roles WHERE rolname LIKE 'payables%'"))[
            "powers"
        ]
        await row(postgres.owner_dsn, "CREATE TABLE mine ()")
        for forbidden in (
            "CREATE TABLE theirs ()",
            "CREATE TEMP TABLE theirs ()",
            "SELECT FROM mine",
            "DROP TABLE mine",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await row(postgres.app_dsn, forbidden)
        for database in ("postgres", "template1"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await asyncpg.connect(postgres.dsn("payables_app", database))

    with_database(folder, story)


def test_nobody_gets_in_without_a_password_and_nothing_listens_on_the_network(folder: Path) -> None:
    async def story(postgres: EmbeddedPostgres) -> None:
        for role in ("postgres", "payables_owner", "payables_app"):
            with pytest.raises(asyncpg.InvalidPasswordError):
                await asyncpg.connect(
                    postgres.dsn(role).replace(":", ":not", 2).replace("postgresql:not", "postgresql:")
                )
        assert (await row(postgres.superuser_dsn, "SHOW listen_addresses"))["listen_addresses"] == ""
        assert stat.S_IMODE(postgres.folders.passwords.stat().st_mode) == 0o600
        assert stat.S_IMODE((folder / "postgres" / "run").stat().st_mode) == 0o700

    with_database(folder, story)


def test_a_deep_data_folder_gets_its_socket_in_a_short_one(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e, 'f\" " * 8)

    async def story(postgres: EmbeddedPostgres) -> Path:
        return Path(postgres.state.socket_folder)

    sockets = with_database(deep, story)
    assert len(bytes(sockets)) < 90
    assert not sockets.exists()


def test_data_of_another_version_are_refused_and_left_alone(folder: Path) -> None:
    data = folder / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("12\n")

    with pytest.raises(DataOfAnotherVersion, match=r"written by PostgreSQL 12, .* Nothing was changed"):
        with_database(folder, EmbeddedPostgres.healthy)

    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


def test_the_systems_own_postgresql_serves_as_well(folder: Path) -> None:
    try:
        programs = find(Places(None, "", Path("/usr/lib/postgresql")))
    except DatabaseUnavailable:
        pytest.skip("no PostgreSQL of the system's packages here")
    folders, user = Folders(folder), run_as(folder / "postgres" / "data")
    folders.create()
    cluster.prepare(folders, programs, user, durable=True)
    sockets = socket_folder(folders, user)
    server = process.start(folders, programs, user, sockets)
    until = time.monotonic() + 120
    while not process.is_ready(folders, server.pid):
        assert server.poll() is None, process.last_words(folders, server)
        assert time.monotonic() < until
        time.sleep(0.05)
    superuser = f"postgresql://postgres:{passwords.read(folders.passwords).superuser}@/postgres?host={sockets}"
    found = asyncio.run(row(superuser, "SELECT current_setting('data_checksums') AS checked, upper('café') AS word"))
    process.stop(server)
    assert dict(found) == {"checked": "on", "word": "CAFÉ"}


def test_what_a_dead_first_start_left_is_made_anew(folder: Path) -> None:
    unfinished = folder / "postgres" / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    assert with_database(folder, EmbeddedPostgres.healthy)
    assert not unfinished.exists()


def test_lost_passwords_are_replaced_and_the_data_stay(folder: Path) -> None:
    async def write(postgres: EmbeddedPostgres) -> None:
        await row(postgres.owner_dsn, "CREATE TABLE kept AS SELECT 1 AS n")

    async def read(postgres: EmbeddedPostgres) -> asyncpg.Record:
        return await row(postgres.owner_dsn, "SELECT n FROM kept")

    with_database(folder, write)
    (folder / "postgres" / "passwords.json").unlink()
    assert with_database(folder, read)["n"] == 1


def test_an_operators_own_settings_win(folder: Path) -> None:
    (folder / "postgres").mkdir(mode=0o711)
    (folder / "postgres" / "local.conf").write_text("work_mem = '17MB'\n")

    async def setting(postgres: EmbeddedPostgres) -> asyncpg.Record:
        return await row(postgres.app_dsn, "SHOW work_mem")

    assert with_database(folder, setting)["work_mem"] == "17MB"


def test_a_data_folder_that_moves_goes_on_working(folder: Path) -> None:
    assert with_database(folder / "here", EmbeddedPostgres.healthy)
    shutil.move(folder / "here", folder / "there")
    assert with_database(folder / "there", EmbeddedPostgres.healthy)
