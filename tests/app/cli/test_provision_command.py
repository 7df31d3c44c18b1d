import json
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from tests.access.door import Door
from tests.app.cli.terminal import Terminal

from harness.server import Server
from payables.app.org.nodes import MOST_BYTES
from payables.app.provision import Credentials

PAYABLES = Path(sys.executable).with_name("payables")
_serial = count(1)


@pytest.fixture
def key(server: Server) -> str:
    """The key of an account that no other test uses."""
    return f"cli{next(_serial)}-{server.name.rsplit('_', 1)[-1]}"


def org(key: str, name: str = "Cafe") -> str:
    return f"""\
accounts:
  - key: {key}
    name: {name}
    companies:
      - key: {key}
        name: {name} Inc
        currency: USD
        locations: [{{key: {key}-a, name: A}}, {{key: {key}-b, name: B}}]
    api_users:
      - {{name: erp, scope: account, role: Administrator - Full, clients: [{{name: main}}]}}
"""


def test_the_plan_comes_first_and_the_credentials_once(terminal: Terminal, key: str) -> None:
    file = terminal.file("org.yaml", org(key))
    answer = terminal("provision", file)
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[:3] == [f"{key} (new account)", f"  + account {key}", f"  + company {key}"]
    assert answer.out.count("payables_sandbox_key_") == answer.out.count("payables_sandbox_secret_") == 1
    again = terminal("provision", file)
    assert again.code == 0 and again.out.splitlines()[1:] == ["  6 unchanged", "Nothing to change."]


def test_what_is_printed_for_people_can_be_copied_and_works(terminal: Terminal, server: Server, key: str) -> None:
    words = terminal("provision", terminal.file("org.yaml", org(key))).out.split()
    key_text, client, secret = (_word(words, f"payables_sandbox_{kind}_") for kind in ("key", "client", "secret"))
    issued = Credentials(key, UUID(int=0), key_text, "erp", 1, "main", client, secret)
    assert Door(server).token(issued).status_code == 200


def _word(words: list[str], start: str) -> str:
    return next(word for word in words if word.startswith(start))


def test_a_dry_run_prints_the_plan_and_changes_nothing(terminal: Terminal, key: str) -> None:
    file = terminal.file("org.yaml", org(key))
    dry = terminal("provision", file, "--dry-run")
    assert dry.code == 0 and f"  + account {key}" in dry.out and "payables_sandbox_" not in dry.out
    assert terminal("provision", file, "--dry-run").out == dry.out


def test_changes_are_shown_from_what_to_what(terminal: Terminal, key: str) -> None:
    terminal("provision", terminal.file("org.yaml", org(key)))
    dry = terminal("provision", terminal.file("new.yaml", org(key, "Bistro")), "--dry-run")
    assert f"  ~ account {key}  name: Cafe -> Bistro" in dry.out.splitlines()
    assert f"  ~ company {key}  name: Cafe Inc -> Bistro Inc" in dry.out.splitlines()


def test_what_is_missing_is_named_and_only_deactivated_on_demand(terminal: Terminal, key: str) -> None:
    terminal("provision", terminal.file("org.yaml", org(key)))
    less = terminal.file("less.yaml", org(key).replace(f", {{key: {key}-b, name: B}}", ""))
    kept = terminal("provision", less)
    assert f"  ? location {key}-b  is not in the file: stays as it is" in kept.out.splitlines()
    assert kept.out.endswith("Nothing to change.\n")
    gone = terminal("provision", less, "--deactivate-missing")
    assert f"  - location {key}-b  is not in the file: deactivate" in gone.out.splitlines()
    assert terminal("provision", less, "--deactivate-missing").out.endswith("Nothing to change.\n")


def test_json_is_one_document_for_programs(terminal: Terminal, server: Server, key: str) -> None:
    file = terminal.file("org.yaml", org(key))
    planned = terminal("provision", file, "--dry-run", "--json").data
    assert (planned["dry_run"], planned["accounts"][0]["account_id"]) == (True, None)
    done = terminal("provision", file, "--json").data
    (issued,) = done["credentials"]
    assert issued["account_id"] == done["accounts"][0]["account_id"].lower()
    assert {"api_key", "client_id", "client_secret", "user", "client_name"} <= issued.keys()
    assert terminal("provision", file, "--json").data["credentials"] == []


def test_credentials_go_into_a_file_that_only_its_owner_reads(terminal: Terminal, key: str) -> None:
    file, target = terminal.file("org.yaml", org(key)), terminal.folder / "credentials.json"
    answer = terminal("provision", file, "--credentials-file", str(target))
    assert answer.code == 0 and "payables_sandbox_" not in answer.out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    (issued,) = json.loads(target.read_text())["credentials"]
    assert issued["api_key"].startswith("payables_sandbox_key_")
    before = target.read_text()
    assert terminal("provision", file, "--credentials-file", str(target)).code == 0
    assert target.read_text() == before


def test_a_file_with_credentials_is_not_written_over_and_nothing_is_issued(terminal: Terminal, key: str) -> None:
    target = terminal.file("credentials.json", "precious")
    file = terminal.file("org.yaml", org(key))
    answer = terminal("provision", file, "--credentials-file", target)
    assert answer.code == 1 and "exists already" in answer.err
    assert Path(target).read_text() == "precious"
    assert "new account" in terminal("provision", file, "--dry-run").out


def test_nothing_is_issued_when_the_credentials_could_not_be_written(terminal: Terminal, key: str) -> None:
    file = terminal.file("org.yaml", org(key))
    answer = terminal("provision", file, "--credentials-file", str(terminal.folder / "nowhere" / "c.json"))
    assert answer.code == 1 and "nowhere" in answer.err
    assert "new account" in terminal("provision", file, "--dry-run").out


def test_a_second_account_that_fails_leaves_the_credentials_of_the_first_in_the_file(
    terminal: Terminal, server: Server, key: str
) -> None:
    other = org(f"{key}-second").removeprefix("accounts:\n")
    file, target = terminal.file("org.yaml", org(key) + other), terminal.folder / "credentials.json"
    with ending_of_a_commit(server, f"{key}-second", "RAISE EXCEPTION 'no more room'"):
        assert terminal("provision", file, "--credentials-file", str(target)).code == 1
    first, second = json.loads(target.read_text())["credentials"]
    assert Door(server).token(Credentials(**first)).status_code == 200
    assert Door(server).token(Credentials(**second)).status_code == 401


def test_a_run_that_is_killed_while_it_commits_has_written_the_credentials_before(
    terminal: Terminal, server: Server, key: str
) -> None:
    file, target = terminal.file("org.yaml", org(key)), terminal.folder / "credentials.json"
    command = [PAYABLES, "provision", file, "--credentials-file", str(target)]
    with ending_of_a_commit(server, key, "PERFORM pg_advisory_xact_lock(77)"):
        with locked(server, 77):
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            wait_until(lambda: running.poll() is not None or waits_for(server, 77))
            assert running.poll() is None
            running.kill()
            running.wait(10)
            (issued,) = json.loads(target.read_text())["credentials"]
            assert Door(server).token(Credentials(**issued)).status_code == 401
        wait_until(lambda: Door(server).token(Credentials(**issued)).status_code == 200)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@contextmanager
def locked(server: Server, number: int) -> Iterator[None]:
    """An advisory lock that others wait for while the block runs."""
    connection = server.run(asyncpg.connect(server.database_dsns.owner))
    server.run(connection.execute(f"SELECT pg_advisory_lock({number})"))
    try:
        yield
    finally:
        server.run(connection.close())


def waits_for(server: Server, number: int) -> bool:
    """Somebody hangs in the lock: the commit has begun."""
    waiting = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted"

    async def ask() -> bool:
        connection = await asyncpg.connect(server.database_dsns.owner)
        try:
            return bool(await connection.fetch(waiting, number))
        finally:
            await connection.close()

    return server.run(ask())


@contextmanager
def ending_of_a_commit(server: Server, account: str, statement: str) -> Iterator[None]:
    """What the database does at the end of the transaction that creates this account."""
    name = f"at_the_end_of_{account.replace('-', '_')}"
    as_owner(
        server,
        f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {statement}; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON accounts DEFERRABLE INITIALLY DEFERRED
               FOR EACH ROW WHEN (NEW.key = '{account}') EXECUTE FUNCTION {name}()""",
    )
    try:
        yield
    finally:
        as_owner(server, f"DROP TRIGGER {name} ON accounts; DROP FUNCTION {name}")


def as_owner(server: Server, sql: str) -> None:
    async def work() -> None:
        connection = await asyncpg.connect(server.database_dsns.owner)
        await connection.execute(sql)
        await connection.close()

    server.run(work())


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_every_fault_of_a_file_is_told_with_its_line(terminal: Terminal, key: str) -> None:
    file = terminal.file("bad.yaml", org(key).replace("USD", "DOLLAR").replace("Administrator - Full", "Boss"))
    answer = terminal("provision", file)
    assert (answer.code, answer.out) == (1, "")
    first, second = answer.err.splitlines()
    assert first.startswith(f"{file}:7: ") and "DOLLAR" in first
    assert second.startswith(f"{file}:10: ") and "Boss" in second


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"accounts: []\n# \xe4", b"#" * (MOST_BYTES + 1), b""], ids=range(4))
def test_a_file_that_is_no_text_is_refused(terminal: Terminal, data: bytes) -> None:
    path = terminal.folder / "bad.yaml"
    path.write_bytes(data)
    answer = terminal("provision", str(path))
    assert (answer.code, answer.out) == (1, "") and answer.err.startswith(f"{path}:")


def test_a_file_that_does_not_exist_is_one_sentence(terminal: Terminal) -> None:
    answer = terminal("provision", "/nowhere/org.yaml")
    assert answer.code == 1
    assert "/nowhere/org.yaml" in answer.err and len(answer.err.splitlines()) == 1
