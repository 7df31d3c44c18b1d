"""The versions, in order and all at once."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from alembic.script import ScriptDirectory
from tests.migrations.conftest import Empty
from tests.migrations.schema import SCHEMA

from payables.app import migrate as migrations
from payables.app.migrate import NotMigrated, UnknownVersion, check_ready, migrate, newest_version
from payables.platform.settings import Environment

SANDBOX = Environment.SANDBOX
STAMPS = "SELECT e.xmin::text, v.xmin::text, e.marker, v.version_num FROM environment e, alembic_version v"
VERSIONS = [script.revision for script in ScriptDirectory.from_config(migrations._config()).walk_revisions()][::-1]


def test_an_empty_database_becomes_what_the_tests_run_on(empty: Empty) -> None:
    assert empty.run(migrate(empty.owner, SANDBOX)) == newest_version()
    assert empty.rows(SCHEMA) == empty.server.run(_schema(empty.server.database_dsns.owner))


async def _schema(dsn: str) -> Any:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetch(SCHEMA)
    finally:
        await connection.close()


def test_a_second_run_changes_nothing(empty: Empty) -> None:
    empty.run(migrate(empty.owner, SANDBOX))
    before = empty.rows(SCHEMA), empty.rows(STAMPS)
    assert empty.run(migrate(empty.owner, SANDBOX)) == newest_version()
    assert before == (empty.rows(SCHEMA), empty.rows(STAMPS))


@pytest.mark.proof
def test_every_version_is_reached_from_the_one_before_in_a_run_of_its_own(empty: Empty) -> None:
    for version in VERSIONS:
        assert empty.run(migrate(empty.owner, SANDBOX, version)) == version
        if version != newest_version():
            with pytest.raises(NotMigrated):
                empty.run(_ready(empty.owner))
    assert empty.rows(SCHEMA) == empty.server.run(_schema(empty.server.database_dsns.owner))
    empty.run(_ready(empty.owner))


@pytest.mark.parametrize("version", VERSIONS[:-1:6])
def test_from_an_older_version_the_newest_is_reached_in_one_run(empty: Empty, version: str) -> None:
    empty.run(migrate(empty.owner, SANDBOX, version))
    empty.run(migrate(empty.owner, SANDBOX))
    assert empty.rows(SCHEMA) == empty.server.run(_schema(empty.server.database_dsns.owner))
    empty.run(_ready(empty.owner))


async def _ready(dsn: str, env: Environment = SANDBOX) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await check_ready(connection, env)
    finally:
        await connection.close()


def test_whoever_comes_second_at_the_same_moment_finds_nothing_left_to_do(empty: Empty) -> None:
    async def at_once() -> list[str]:
        return await asyncio.gather(*(migrate(empty.owner, SANDBOX) for _ in range(4)))

    assert empty.run(at_once()) == [newest_version()] * 4
    assert [row["marker"] for row in empty.rows("SELECT marker FROM environment")] == ["sandbox"]


def test_of_two_environments_at_the_same_moment_one_is_refused_and_the_other_has_it(empty: Empty) -> None:
    async def at_once() -> list[Any]:
        both = (migrate(empty.owner, env) for env in Environment)
        return await asyncio.gather(*both, return_exceptions=True)

    ends = empty.run(at_once())
    (won,) = [env for env, end in zip(Environment, ends, strict=True) if end == newest_version()]
    (refused,) = [end for end in ends if isinstance(end, migrations.WrongEnvironment)]
    assert f"belongs to the {won} environment" in str(refused)
    assert [row["marker"] for row in empty.rows("SELECT marker FROM environment")] == [won]


@pytest.mark.proof
def test_processes_that_start_in_the_same_second_do_not_disturb_each_other(
    new_database: Callable[[], Empty], tmp_path: Path
) -> None:
    one, other = new_database(), new_database()
    running = [_process(each, tmp_path) for each in (one, other, one, other)]
    said = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0] * 4, said
    assert [json.loads(each)["version"] for each in said] == [newest_version()] * 4
    assert one.rows(SCHEMA) == other.rows(SCHEMA)


def _process(database: Empty, folder: Path) -> subprocess.Popen[str]:
    known = {"PATH": os.environ["PATH"], "HOME": str(folder), "DATABASE_URL": database.owner}
    command = [Path(sys.executable).with_name("payables"), "migrate", "--json"]
    return subprocess.Popen(command, env=known, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty: Empty) -> None:
    empty.rows("CREATE TABLE invoices (mine int)")
    before = empty.rows(SCHEMA)
    with pytest.raises(Exception, match='relation "invoices" already exists'):
        empty.run(migrate(empty.owner, SANDBOX))
    assert empty.rows(SCHEMA) == before
    empty.rows("DROP TABLE invoices")
    assert empty.run(migrate(empty.owner, SANDBOX)) == newest_version()


def test_a_version_that_this_program_does_not_know_is_refused(empty: Empty) -> None:
    empty.run(migrate(empty.owner, SANDBOX))
    empty.rows("UPDATE alembic_version SET version_num = '9999'")
    for attempt in (migrate(empty.owner, SANDBOX), _ready(empty.owner)):
        with pytest.raises(UnknownVersion, match="9999"):
            empty.run(attempt)


def test_a_database_that_was_never_migrated_is_refused(empty: Empty) -> None:
    with pytest.raises(NotMigrated, match="payables migrate"):
        empty.run(_ready(empty.owner))
