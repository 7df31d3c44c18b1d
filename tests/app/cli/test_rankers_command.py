"""What a person does about rankers that were learned."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.app.cli.terminal import Terminal

from harness.nights import as_operator, forget_rankers, teach, versions
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import working
from payables.learning.model.rankers import RankerState
from payables.learning.queries import rankers


@pytest.fixture(autouse=True)
def _no_rankers(server: Server) -> Iterator[None]:
    forget_rankers(server)
    yield
    forget_rankers(server)


@pytest.fixture
def taught(terminal: Terminal, server: Server, tenant: Tenant) -> Tenant:
    """An account with enough corrected papers; the command sees the server's files, and no other account's papers."""
    (terminal.folder / "data" / "files").symlink_to(server.data_dir / "files")
    with working(server):
        teach(tenant, 25)

    async def others(connection: object) -> str:
        rows = await connection.fetch("SELECT account_id FROM accounts")  # type: ignore[attr-defined]
        return ",".join(str(row["account_id"]) for row in rows if row["account_id"] != tenant.account_id)

    terminal.set(PAYABLES_LEARN_WITHOUT=as_operator(server, others))
    return tenant


@pytest.mark.proof
def test_rankers_are_learned_listed_and_gone_back_from(terminal: Terminal, taught: Tenant) -> None:
    answer = terminal("learning", "train")
    assert (answer.code, answer.err) == (0, "")
    assert "25 papers" in answer.out and "number: better" in answer.out
    listed = terminal("learning", "rankers").out
    assert "in_use" in listed and "The program's own: invoice_date" in listed
    assert "Nothing is new" in terminal("learning", "train").out
    back = terminal("learning", "revert", "number")
    assert back.code == 0 and "version 1 was in use, the program's own ranker is now" in back.out
    listed = terminal("learning", "rankers").out
    assert "reverted, pinned" in listed and "resume`: number" in listed
    assert "number: pinned" in terminal("learning", "train").out
    assert "learn it again" in terminal("learning", "resume", "number").out
    assert "learn it already" in terminal("learning", "resume", "number").out
    forth = terminal("learning", "revert", "number", "--to", "1")
    assert forth.code == 0 and "version 1 is now" in forth.out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("revert", "number"), "already"),
        (("revert", "number", "--to", "7"), "no version 7 of number"),
        (("revert", "number", "--to", "-1"), "is no version"),
        (("revert", "number", "--to", "9" * 40), "is no version"),
        (("revert", "vendor"), "no ranker of vendor"),
        (("resume", "vendor"), "no ranker of vendor"),
    ],
)
def test_what_there_is_not_is_refused(terminal: Terminal, command: tuple[str, ...], said: str) -> None:
    answer = terminal("learning", *command)
    assert answer.code == 1 and said in answer.err


def test_before_the_first_night_there_is_nothing_to_show(terminal: Terminal) -> None:
    assert "No night has learned anything yet." in terminal("learning", "rankers").out


@pytest.mark.proof
@pytest.mark.skipif(sys.platform != "linux", reason="looks for child processes in /proc")
def test_a_night_that_is_killed_leaves_no_process_and_changes_nothing(
    terminal: Terminal, server: Server, taught: Tenant
) -> None:
    command = [sys.executable, "-m", "payables.app.cli", "learning", "train"]
    killed = 0
    for module in (b"extraction.process.zygote", b"extraction.training.night"):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
        child = _child_with(running, module)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if child is None:
            continue  # it was too fast to be seen
        killed += 1
        assert _gone(child)
        assert versions(server) == [] and as_operator(server, rankers.last_night) is None
    assert killed
    assert "number: better" in terminal("learning", "train").out
    assert [one.state for one in versions(server)] == [RankerState.IN_USE]


def _child_with(running: subprocess.Popen[bytes], module: bytes) -> int | None:
    while running.poll() is None:
        for pid in Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split():
            try:
                if module in Path(f"/proc/{pid}/cmdline").read_bytes():
                    return int(pid)
            except FileNotFoundError:
                continue
        time.sleep(0.01)
    return None


def _gone(pid: int, seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False
