import socket
from datetime import timedelta
from pathlib import Path

import pytest
from tests.app.cli.terminal import Terminal

from harness.server import Server
from payables.app.doctor.database import judge_worker
from payables.app.doctor.finding import State


def checks(terminal: Terminal) -> dict[str, dict[str, str]]:
    return {check["check"]: check for check in terminal("doctor", "--json").data["checks"]}


@pytest.fixture
def free_port(terminal: Terminal) -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    terminal.set(PAYABLES_PORT=str(port))
    return port


def test_a_healthy_deployment_is_in_order(terminal: Terminal, free_port: int, server: Server) -> None:
    server.run(_nothing_waits(server))
    found = checks(terminal)
    names = ["python", "packages", "ocr", "settings", "postgresql", "data folder", "port", "database", "worker"]
    assert list(found) == names
    assert [check for check in found.values() if check["state"] == "wrong"] == []
    answer = terminal("doctor")
    assert answer.code == 0 and answer.out.endswith("Everything needed is in order.\n")


def test_a_database_that_does_not_answer_is_wrong(terminal: Terminal, free_port: int) -> None:
    terminal.set(DATABASE_APP_URL="postgresql://nobody@127.0.0.1:1/none")
    answer = terminal("doctor", "--json")
    assert answer.code == 1 and answer.data["ok"] is False
    assert checks(terminal)["database"]["state"] == "wrong"


def test_a_database_of_the_other_environment_is_wrong(terminal: Terminal, free_port: int) -> None:
    terminal.set(PAYABLES_ENV="production")
    found = checks(terminal)["database"]
    assert found["state"] == "wrong" and "sandbox" in found["found"]


def test_a_taken_port_is_wrong_unless_payables_answers_there(terminal: Terminal, server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        terminal.set(PAYABLES_PORT=str(listener.getsockname()[1]))
        assert checks(terminal)["port"]["state"] == "wrong"
    terminal.set(PAYABLES_PORT=server.base_url.rsplit(":", 1)[1])
    assert "payables answers on" in terminal("doctor").out


def test_a_secret_key_that_others_can_read_is_wrong(terminal: Terminal, free_port: int) -> None:
    (terminal.folder / "data" / "secret.key").chmod(0o644)
    found = checks(terminal)["data folder"]
    assert found["state"] == "wrong" and "chmod 600" in found["advice"]


def test_a_data_folder_that_is_not_there_yet_is_only_a_note_and_is_not_made(
    terminal: Terminal, free_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("DATABASE_APP_URL")
    terminal.set(PAYABLES_DATA_DIR=str(tmp_path / "new" / "folder"))
    found = checks(terminal)
    assert (found["data folder"]["state"], found["database"]["state"]) == ("note", "note")
    assert not (tmp_path / "new").exists()


def test_settings_that_cannot_be_read_are_wrong_and_the_machine_is_still_examined(terminal: Terminal) -> None:
    terminal.set(PAYABLES_ENV="staging")
    found = checks(terminal)
    assert found["settings"]["state"] == "wrong" and "sandbox or production" in found["settings"]["found"]
    assert found["python"]["state"] in ("ok", "note")


@pytest.mark.parametrize(
    ("workers", "waiting", "seconds", "state"),
    [
        (["host:1"], 0, 0, State.OK),
        (["host:1", "host:2"], 12, 4, State.OK),
        (["host:1"], 400, 300, State.NOTE),
        ([], 0, 0, State.NOTE),
        ([], 1, 1, State.WRONG),
    ],
)
def test_jobs_that_nobody_takes_are_wrong(workers: list[str], waiting: int, seconds: int, state: State) -> None:
    found = judge_worker(workers, waiting, timedelta(seconds=seconds))
    assert found.state is state
    assert bool(found.advice) is (state is not State.OK)


def test_waiting_jobs_are_counted(terminal: Terminal, server: Server, free_port: int) -> None:
    async def work(sql: str) -> None:
        await server.database.pool.execute(sql)

    server.run(
        work(
            """INSERT INTO pgqueuer (priority, status, entrypoint, created, execute_after)
               VALUES (0, 'queued', 'nothing', now() - interval '5 minutes', now() - interval '5 minutes')"""
        )
    )
    try:
        assert "jobs waiting, the first for 3" in checks(terminal)["worker"]["found"]
    finally:
        server.run(work("DELETE FROM pgqueuer WHERE entrypoint = 'nothing'"))


async def _nothing_waits(server: Server) -> None:
    """Other tests leave jobs for a worker that none of them runs."""
    async with server.database.operator() as connection:
        await connection.execute("DELETE FROM pgqueuer")
