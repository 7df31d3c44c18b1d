"""A database belongs to one environment, and says to which (invariant 9)."""

import os
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
from tests.migrations.conftest import Empty

from payables.app.migrate import NoMarker, WrongEnvironment, migrate
from payables.app.runtime import open_parts
from payables.platform.settings import Environment

SANDBOX, PRODUCTION = Environment.SANDBOX, Environment.PRODUCTION
PAYABLES = Path(sys.executable).with_name("payables")


@pytest.fixture
def stamped(empty: Empty) -> Empty:
    """A database of the sandbox."""
    empty.run(migrate(empty.owner, SANDBOX))
    return empty


async def opened(database: Empty, env: Environment) -> None:
    async with open_parts(database.settings(env)):
        pass


def test_its_own_environment_may_use_it(stamped: Empty) -> None:
    stamped.run(opened(stamped, SANDBOX))


@pytest.mark.parametrize("step", ["migrate", "open"])
def test_the_other_environment_is_refused(stamped: Empty, step: str) -> None:
    with pytest.raises(WrongEnvironment, match="belongs to the sandbox environment"):
        stamped.run(migrate(stamped.owner, PRODUCTION) if step == "migrate" else opened(stamped, PRODUCTION))


@pytest.mark.parametrize("env", Environment)
@pytest.mark.parametrize("step", ["migrate", "open"])
def test_a_database_without_marker_is_refused_by_both_environments(stamped: Empty, env: Environment, step: str) -> None:
    stamped.rows("DELETE FROM environment")
    with pytest.raises(NoMarker):
        stamped.run(migrate(stamped.owner, env) if step == "migrate" else opened(stamped, env))
    assert stamped.rows("SELECT * FROM environment") == []


@pytest.mark.parametrize("marker", ["production", "sandbox", "staging"])
def test_there_is_no_room_for_a_second_marker(stamped: Empty, marker: str) -> None:
    with pytest.raises((asyncpg.UniqueViolationError, asyncpg.CheckViolationError)):
        stamped.rows(f"INSERT INTO environment (marker) VALUES ('{marker}')")
    with pytest.raises(asyncpg.CheckViolationError):
        stamped.rows(f"INSERT INTO environment (one_row, marker) VALUES (false, '{marker}')")


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "provision"])
@pytest.mark.parametrize("marker", ["of the other environment", "missing"])
def test_every_command_refuses_it_in_one_line(stamped: Empty, tmp_path: Path, command: str, marker: str) -> None:
    if marker == "missing":
        stamped.rows("DELETE FROM environment")
    org = tmp_path / "org.yaml"
    org.write_text("accounts: [{key: a, name: A}]")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PAYABLES_ENV": "sandbox" if marker == "missing" else "production",
        "PAYABLES_DATA_DIR": str(tmp_path),
        "PAYABLES_PORT": "65535",
        "DATABASE_URL": stamped.superuser,
    }
    arguments = [PAYABLES, command, *([str(org)] if command == "provision" else [])]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1), done.stderr
    assert ("does not say which environment" if marker == "missing" else "belongs to the sandbox") in done.stderr
