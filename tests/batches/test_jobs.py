"""Tasks in the background: once each whatever happens to a worker, in turn between accounts, and never for ever."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from capture.test_crashes import start_worker
from harness.batches import completed, imported, results, row
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import working
from payables.app.desks import Desks
from payables.extraction.reader import Reader


def execute(tenant: Tenant, sql: str, *args: Any) -> None:
    async def work() -> None:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            await tx.execute(sql, tx.account_id, *args)

    tenant.server.run(work())


def finished_at(tenant: Tenant) -> list[datetime]:
    """When the account's tasks got their outcome, in order."""

    async def read() -> list[Any]:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            return await tx.fetch("SELECT finished_at FROM batch_tasks WHERE account_id = $1", tx.account_id)

    return sorted(found["finished_at"] for found in tenant.server.run(read()))


def waiting_for(true: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.proof
def test_a_killed_worker_loses_nothing_and_doubles_nothing(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    batch = imported(tenant, [row(tenant, vendor) for _ in range(60)])
    for _ in range(2):
        before = progress(tenant, batch)
        worker = start_worker(server)
        try:
            waiting_for(lambda before=before: progress(tenant, batch) > before)
        finally:
            worker.kill()
            worker.wait()
    assert progress(tenant, batch) < 1, "the worker was killed too late to tell anything"
    with working(server):
        assert completed(tenant, batch)["tasks_completed"] == 60
    found = results(tenant, batch)
    assert len({one["result"]["id"] for one in found}) == 60
    assert tenant.api().get("/v1/invoices").json()["count"] == 60
    assert sum(entry["action"] == "invoice.entered" for entry in trail(tenant, "invoice")) == 60


def progress(tenant: Tenant, batch: str) -> float:
    return tenant.api().get(f"/v1/batch/{batch}/progress").json()["progress"]


def test_a_lost_job_is_replaced(server: Server, tenant: Tenant) -> None:
    batch = imported(tenant, [row(tenant) for _ in range(3)])

    async def lose() -> None:
        async with server.database.operator() as connection:
            await connection.execute("DELETE FROM pgqueuer")

    server.run(lose())
    with working(server):
        assert completed(tenant, batch)["tasks_completed"] == 3


def test_a_task_that_ends_its_worker_three_times_is_recorded_as_failed(server: Server, tenant: Tenant) -> None:
    batch = imported(tenant, [row(tenant), row(tenant)])
    execute(tenant, "UPDATE batch_tasks SET attempts = 3 WHERE account_id = $1 AND task = 0")
    with working(server):
        assert completed(tenant, batch)["tasks_failed"] == 1
    worn_out, other = results(tenant, batch)
    assert worn_out["message"] and other["message"] is None


@pytest.mark.proof
def test_a_task_that_fails_by_an_error_of_ours_is_tried_again_and_then_told(server: Server, tenant: Tenant) -> None:
    batch = imported(tenant, [row(tenant), row(tenant)])
    execute(tenant, "UPDATE batch_tasks SET payload = '[' , attempts = 1 WHERE account_id = $1 AND task = 0")
    with working(server):
        found = completed(tenant, batch)
    assert (found["tasks_completed"], found["tasks_failed"]) == (1, 1)
    assert "operator" in results(tenant, batch)[0]["message"]


def test_a_small_batch_does_not_wait_for_the_burst_of_another_account(
    server: Server, tenant: Tenant, other_tenant: Tenant
) -> None:
    burst = [imported(tenant, [row(tenant) for _ in range(40)]) for _ in range(2)]
    small = imported(other_tenant, [row(other_tenant) for _ in range(3)])
    with working(server):
        completed(other_tenant, small)
        for batch in burst:
            completed(tenant, batch)
    last = finished_at(other_tenant)[-1]
    assert sum(at < last for at in finished_at(tenant)) <= 12


def test_a_worker_told_to_stop_leaves_no_task_behind(server: Server, tenant: Tenant) -> None:
    batch = imported(tenant, [row(tenant) for _ in range(30)])
    with working(server):
        waiting_for(lambda: progress(tenant, batch) > 0)
    with working(server):
        assert completed(tenant, batch)["tasks_completed"] == 30
    assert tenant.api().get("/v1/invoices").json()["count"] == 30


def test_batches_are_forgotten_after_ninety_days_and_upload_ids_never(server: Server, tenant: Tenant) -> None:
    sent = row(tenant)
    old, recent, running = imported(tenant, [sent]), imported(tenant, [row(tenant)]), ""
    with working(server):
        completed(tenant, old)
        completed(tenant, recent)
    running = imported(tenant, [sent])
    execute(
        tenant,
        "UPDATE batches SET completed_at = $2 WHERE account_id = $1 AND id = $3",
        days_ago(server, 91),
        UUID(old),
    )
    execute(
        tenant,
        "UPDATE batches SET completed_at = $2 WHERE account_id = $1 AND id = $3",
        days_ago(server, 89),
        UUID(recent),
    )
    server.run(Desks.of(server.parts, Reader()).batches.forget())
    assert {one["batch_id"] for one in tenant.api().get("/v1/batch").json()["results"]} == {recent, running}
    with working(server):
        completed(tenant, running)
    assert tenant.api().get("/v1/invoices").json()["count"] == 2


def days_ago(server: Server, days: int) -> datetime:
    return server.clock.now() - timedelta(days=days)
