"""Storage that fails is no fault of the file: it waits, does not count as an attempt, and stops nobody else."""

import base64
import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from harness.api import error_of
from harness.contract import contract
from harness.given_up import given_up
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, send, sent, upload, uploads, working

pytestmark = pytest.mark.proof


def place_of(server: Server, data: bytes) -> Path:
    [stored] = (server.data_dir / "files").rglob(sha256(data).hexdigest())
    return stored


def put_out_of_reach(stored: Path) -> Callable[[], None]:
    """A folder in the file's place, which no user can read as a file, not even root; answers what brings it back."""
    hidden = stored.rename(stored.with_name("hidden"))
    stored.mkdir()

    def bring_back() -> None:
        stored.rmdir()
        hidden.rename(stored)

    return bring_back


def row_of(tenant: Tenant, reference_id: str) -> Any:
    async def read() -> Any:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            sql = "SELECT attempts, status, put_off_until FROM uploads WHERE account_id = $1 AND id = $2::text::uuid"
            return await tx.fetchrow(sql, tx.account_id, reference_id)

    return tenant.server.run(read())


def wait_until_put_off(tenant: Tenant, reference_id: str) -> Any:
    deadline = time.monotonic() + 30
    while not ((row := row_of(tenant, reference_id))["put_off_until"]) or row["put_off_until"] < now(tenant):
        assert time.monotonic() < deadline, dict(row)
        time.sleep(0.05)
    return row


def now(tenant: Tenant) -> Any:
    return tenant.server.clock.now()


def test_a_file_that_cannot_be_fetched_waits_and_is_read_when_it_can(server: Server, tenant: Tenant) -> None:
    data = paper()
    reference_id = sent(tenant, data)
    bring_back = put_out_of_reach(place_of(server, data))
    with working(server):
        for _ in range(5):  # more often than a file may kill its reader
            row = wait_until_put_off(tenant, reference_id)
            assert (row["attempts"], row["status"]) == (0, "queued")
            server.clock.offset += timedelta(minutes=6)
        bring_back()
        assert finished(tenant, reference_id)["status"] == "processed"
    assert row_of(tenant, reference_id)["attempts"] == 1


def test_a_file_whose_entering_the_database_gives_up_waits_and_is_entered_later(server: Server, tenant: Tenant) -> None:
    reference_id = sent(tenant, paper())
    with given_up(tenant, times=4), working(server):  # more often than a file may fail
        for _ in range(4):
            row = wait_until_put_off(tenant, reference_id)
            assert (row["attempts"], row["status"]) == (0, "queued")
            server.clock.offset += timedelta(minutes=6)
        assert finished(tenant, reference_id)["status"] == "processed"
    assert row_of(tenant, reference_id)["attempts"] == 1


def test_the_pauses_become_longer(server: Server, tenant: Tenant) -> None:
    data = paper()
    reference_id = sent(tenant, data)
    bring_back = put_out_of_reach(place_of(server, data))
    with working(server):
        first = wait_until_put_off(tenant, reference_id)["put_off_until"] - now(tenant)
        assert first <= timedelta(seconds=5)
        server.clock.offset += timedelta(seconds=60)
        later = wait_until_put_off(tenant, reference_id)["put_off_until"] - now(tenant)
        assert timedelta(seconds=30) < later <= timedelta(minutes=5)
    bring_back()
    server.clock.offset += timedelta(minutes=10)
    with working(server):
        assert finished(tenant, reference_id)["status"] == "processed"


def test_files_that_came_later_are_read_meanwhile(server: Server, tenant: Tenant) -> None:
    data = paper()
    stuck = sent(tenant, data)
    bring_back = put_out_of_reach(place_of(server, data))
    later = [sent(tenant, paper()) for _ in range(3)]
    with working(server):
        assert {finished(tenant, each)["status"] for each in later} == {"processed"}
        assert upload(tenant, stuck)["status"] == "queued"
        bring_back()
        server.clock.offset += timedelta(minutes=6)
        assert finished(tenant, stuck)["status"] == "processed"


def test_an_upload_that_cannot_be_stored_is_refused_and_leaves_nothing(server: Server, tenant: Tenant) -> None:
    data = paper()
    name = sha256(data).hexdigest()
    (server.data_dir / "files" / name[:2] / name[2:4] / name).mkdir(parents=True)
    with capture_logs() as said, contract().failures_of_ours(503):
        answer = send(tenant, data)
    assert (answer.status_code, error_of(answer)) == (503, "storage_unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert uploads(tenant, all="true") == []
    assert [(line["log_level"], line["sha256"]) for line in said if line["event"] == "storage failed"] == [
        ("error", name)
    ]


def test_a_file_of_an_invoice_that_is_gone_or_out_of_reach_is_told_and_logged(server: Server, tenant: Tenant) -> None:
    data = paper()
    image = {"filename": "invoice.pdf", "data": base64.b64encode(data).decode()}
    body = {"ottimate_location_id": tenant.location(), "raw_images": [image]}
    [shown] = tenant.api().post("/v1/invoices", json=body).json()["images"]
    bring_back = put_out_of_reach(place_of(server, data))
    with capture_logs() as said, contract().failures_of_ours(503):
        answer = tenant.api().get(shown["url"])
        assert (answer.status_code, error_of(answer)) == (503, "storage_unavailable")
        bring_back()
        assert tenant.api().get(shown["url"]).content == data
        place_of(server, data).unlink()
        answer = tenant.api().get(shown["url"])
        assert (answer.status_code, error_of(answer)) == (404, "file_missing")
    errors = [line["event"] for line in said if line["log_level"] == "error"]
    assert errors == ["storage failed", "stored file missing"]
