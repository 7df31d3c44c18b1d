"""payables serve, worker and migrate as processes of their own, with an embedded database of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest

from harness.api import NO_TLS
from harness.folders import remove_folder
from harness.ports import free_port
from harness.server import Server
from payables.platform.postgres.locks import somebody_holds_exclusively

PAYABLES = Path(sys.executable).with_name("payables")


class Process:
    """A running command with its output in a file."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self.log = folder / f"{arguments[0]}.log"
        known = {"PATH": os.environ["PATH"], "HOME": str(folder), "PAYABLES_DATA_DIR": str(folder / "data")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [PAYABLES, *arguments], env={**known, **environment}, stdout=log, stderr=subprocess.STDOUT
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait while the process lives."""
        wait_for(lambda: self.process.poll() is not None or condition(), lambda: self.said)
        assert self.process.poll() is None, self.said

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(120)


def wait_for(condition: Callable[[], bool], said: Callable[[], str]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline, said()
        time.sleep(0.05)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def start() -> Iterator[Callable[..., Process]]:
    """Starts commands on an empty data folder, which the user that PostgreSQL runs as for root can enter."""
    folder = Path(tempfile.mkdtemp(prefix="payables-"))
    folder.chmod(0o755)
    started: list[Process] = []

    def begin(*arguments: str, **environment: str) -> Process:
        started.append(Process(folder, *arguments, **environment))
        return started[-1]

    yield begin
    for each in started:
        if each.process.poll() is None:
            each.process.terminate()
            each.process.wait(120)
    deadline = time.monotonic() + 120
    while any(somebody_holds_exclusively(lock) for lock in folder.rglob("supervisor.lock")):
        assert time.monotonic() < deadline, "the database goes on without anybody who uses it"
        time.sleep(0.05)
    remove_folder(folder)


def database_of(server: Server) -> dict[str, str]:
    return {"DATABASE_URL": server.database_dsns.owner, "DATABASE_APP_URL": server.database_dsns.app}


def ready(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/readyz", trust_env=False, verify=NO_TLS).status_code == 200
    except httpx2.HTTPError:
        return False


def test_api_and_worker_start_and_stop_together(start: Callable[..., Process], port: int) -> None:
    served = start("serve", "--port", str(port), "--with-worker")
    served.until(lambda: ready(port))
    served.until(lambda: "worker started" in served.said)
    assert f"http://127.0.0.1:{port}" in served.said.splitlines()[0]
    (told,) = served.log.parent.glob("data/served-at")
    assert somebody_holds_exclusively(told) and told.read_text() == f"http://127.0.0.1:{port}"
    assert served.end(signal.SIGTERM) == 0
    assert not somebody_holds_exclusively(told)
    assert "worker stopped" in served.said
    assert not ready(port)


def test_a_request_under_way_is_answered_after_sigterm(start: Callable[..., Process], port: int) -> None:
    served = start("serve", "--port", str(port))
    served.until(lambda: ready(port))
    body = b"grant_type=client_credentials&client_id=nobody&client_secret=nothing"
    head = (
        f"POST /v1/oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nX-API-Key: unknown\r\nConnection: close\r\n"
        "Expect: 100-continue\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        client.sendall(head.encode())
        assert client.recv(65536).startswith(b"HTTP/1.1 100 ")  # the server has begun to read it
        client.sendall(body[:10])
        served.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert served.process.poll() is None
        client.sendall(body[10:])
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 401 ") and b'"request_id"' in answer
    assert served.process.wait(120) == 0
    assert not ready(port)


def test_ctrl_c_ends_it_cleanly(start: Callable[..., Process], port: int) -> None:
    served = start("serve", "--port", str(port))
    served.until(lambda: ready(port))
    assert served.end(signal.SIGINT) == 0
    assert "Traceback" not in served.said


@pytest.mark.proof
@pytest.mark.skipif(sys.platform != "linux", reason="the signal of a dying parent is Linux's")
def test_a_worker_does_not_outlive_a_killed_api_and_is_started_anew_when_it_dies(
    start: Callable[..., Process], port: int
) -> None:
    served = start("serve", "--port", str(port), "--with-worker")
    served.until(lambda: served.said.count("worker started") == 1)
    os.kill(worker_of(served), signal.SIGKILL)
    served.until(lambda: served.said.count("worker started") == 2)
    worker = worker_of(served)
    served.process.kill()
    wait_for(lambda: not Path(f"/proc/{worker}").exists(), lambda: served.said)


def worker_of(served: Process) -> int:
    for task in Path(f"/proc/{served.process.pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            if b"payables.app.worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
    raise AssertionError("no worker")


@pytest.mark.proof
def test_several_processes_share_the_port(start: Callable[..., Process], port: int) -> None:
    served = start("serve", "--port", str(port), "--processes", "2")
    served.until(lambda: ready(port))
    assert served.end(signal.SIGTERM) == 0


def test_a_port_that_is_taken_is_told(start: Callable[..., Process], port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        served = start("serve", "--port", str(port))
        assert served.process.wait(120) == 1
    assert str(port) in served.said
    assert "Traceback" not in served.said


def test_a_database_of_the_other_environment_is_refused(
    server: Server, start: Callable[..., Process], port: int
) -> None:
    given = {**database_of(server), "PAYABLES_ENV": "production"}
    for command in (("serve", "--port", str(port)), ("worker",), ("migrate",)):
        refused = start(*command, **given)
        assert refused.process.wait(120) == 1
        assert len(refused.said.strip().splitlines()) == 1
        assert "sandbox" in refused.said and "Traceback" not in refused.said


def test_migrate_says_what_it_reached_and_may_be_repeated(server: Server, start: Callable[..., Process]) -> None:
    said = []
    for _ in range(2):
        done = start("migrate", "--json", DATABASE_URL=server.database_dsns.owner)
        assert done.process.wait(120) == 0, done.said
        said.append(json.loads(done.said))
    assert said[0] == said[1]
    assert said[0]["environment"] == "sandbox"


def test_a_worker_stops_on_sigterm(server: Server, start: Callable[..., Process]) -> None:
    working = start("worker", **database_of(server))
    working.until(lambda: "worker started" in working.said)
    assert working.end(signal.SIGTERM) == 0
    assert "worker stopped" in working.said
