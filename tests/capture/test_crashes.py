"""Processes that die while they read: nothing is lost, nothing is doubled, everything has an outcome."""

import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from extraction.papers import encoded, scan
from harness.server import Server
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import finished, paper, sent, upload, working

pytestmark = pytest.mark.proof


def children_of(pid: int) -> list[int]:
    return [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]


def waiting_for(condition: object, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def start_worker(server: Server) -> subprocess.Popen[bytes]:
    """A worker process as an operator starts it, on the tests' database."""
    environment = {
        **os.environ,
        "DATABASE_URL": server.database_dsns.owner,
        "DATABASE_APP_URL": server.database_dsns.app,
        "PAYABLES_DATA_DIR": str(server.data_dir),
    }
    return subprocess.Popen([sys.executable, "-m", "payables.app.worker"], env=environment)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_reading_process_that_dies_leaves_a_failed_file_with_a_reason(server: Server, tenant: Tenant) -> None:
    with capture_logs() as said, working(server):
        reference_id = sent(tenant, encoded(scan(), "PNG"), "scan.png")
        waiting_for(lambda: [c for z in children_of(os.getpid()) for c in children_of(z) if is_reading(z)])
        for zygote in filter(is_reading, children_of(os.getpid())):
            for child in children_of(zygote):
                os.kill(child, signal.SIGSEGV)
        found = finished(tenant, reference_id)
        assert (found["status"], found["error"]["code"]) == ("failed", "crashed")
        assert finished(tenant, sent(tenant, paper()))["status"] == "processed"
    crashed = [each for each in said if each["event"] == "reading crashed"]
    [line] = [each for each in crashed if each["upload_id"] == reference_id]  # others may have left files behind
    assert line["error"] == f"status {signal.SIGSEGV.value}"


def is_reading(pid: int) -> bool:
    return b"payables.extraction" in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_killed_worker_loses_nothing_and_doubles_nothing(server: Server, tenant: Tenant) -> None:
    references = [sent(tenant, paper()) for _ in range(6)]
    references.append(sent(tenant, encoded(scan(), "PNG"), "scan.png"))
    first = start_worker(server)
    try:
        waiting_for(lambda: upload(tenant, references[-1])["status"] == "processing")
    finally:
        first.kill()
        first.wait()
    killed = time.monotonic()
    with working(server):
        found = [finished(tenant, reference_id) for reference_id in references]
    assert time.monotonic() - killed < 40
    assert {u["status"] for u in found} == {"processed"}
    assert [len(u["invoice_ids"]) for u in found] == [1] * 7
    entered = [entry for entry in trail(tenant, "invoice") if entry["action"] == "invoice.entered"]
    assert len(entered) == 7


def test_a_worker_told_to_stop_gives_back_what_it_cannot_finish(server: Server, tenant: Tenant) -> None:
    reference_id = sent(tenant, encoded(scan(), "PNG"), "scan.png")
    worker = start_worker(server)
    waiting_for(lambda: upload(tenant, reference_id)["status"] == "processing")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(40) == 0
    assert upload(tenant, reference_id)["status"] in ("processed", "queued")


def test_a_file_that_kills_its_worker_three_times_is_recorded_as_failed(server: Server, tenant: Tenant) -> None:
    reference_id = sent(tenant, paper())

    async def worn_out() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            await tx.execute("UPDATE uploads SET attempts = 3 WHERE account_id = $1", tx.account_id)

    server.run(worn_out())
    with working(server):
        found = finished(tenant, reference_id)
    assert (found["status"], found["error"]["code"]) == ("failed", "crashed")


def test_a_lost_job_is_replaced(server: Server, tenant: Tenant) -> None:
    reference_id = sent(tenant, paper())

    async def lose() -> None:
        async with server.database.operator() as connection:
            await connection.execute("DELETE FROM pgqueuer")

    server.run(lose())
    with working(server):
        assert finished(tenant, reference_id, 20)["status"] == "processed"


def test_a_missing_stored_file_is_a_reason(server: Server, tenant: Tenant) -> None:
    data = paper()
    reference_id = sent(tenant, data)
    [stored] = (server.data_dir / "files").rglob(sha256(data).hexdigest())
    stored.unlink()
    with working(server):
        assert finished(tenant, reference_id)["error"]["code"] == "file_missing"
