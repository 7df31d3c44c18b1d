"""A slow disk holds up nobody who wants an invoice or a job: files are written and read before anything is locked."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from harness.exports import download, export, invoice_of, job_of, ready_invoice, ready_invoices, stuck
from harness.inside import inside
from harness.tenants import Tenant
from payables.access.queries import caller_of
from payables.exports.actions.create_export import Wanted, create_export
from payables.exports.actions.download_file import download_file
from payables.exports.jobs import ExportDesk
from payables.exports.model import Job
from payables.exports.queries import jobs
from payables.invoices.queries import records
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore, Shelf


class SlowShelf:
    """Takes a file in, and gives it out, when it is told to."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.asked = asyncio.Event()
        self.may = asyncio.Event()

    async def put(self, name: str, data: bytes) -> None:
        await self._wait()
        await self.shelf.put(name, data)

    async def get(self, name: str) -> bytes:
        await self._wait()
        return await self.shelf.get(name)

    async def _wait(self) -> None:
        self.asked.set()
        await self.may.wait()


Work = Callable[[FileStore], Awaitable[Any]]
Meanwhile = Callable[[], Awaitable[None]]


def slowly(tenant: Tenant, work: Work, meanwhile: Meanwhile) -> Any:
    """`meanwhile` is done while `work` waits for the storage."""

    async def both() -> Any:
        shelf = SlowShelf(tenant.server.parts.files._shelf)
        task = asyncio.ensure_future(work(FileStore(shelf)))
        try:
            await asyncio.wait_for(shelf.asked.wait(), 10)
            async with asyncio.timeout(5):
                await meanwhile()
        finally:
            shelf.may.set()
        return await task

    return tenant.server.run(both())


def all_that_is_ready(tenant: Tenant) -> Work:
    async def work(files: FileStore) -> Job:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            wanted = Wanted(tenant.company(), None, None, None, None, "PAY-")
            return await create_export(tx, await whoever(tx), files, wanted)

    tenant.company()
    return work


def locked(tenant: Tenant, lock: Callable[[Transaction, Caller], Awaitable[Any]]) -> Meanwhile:
    async def work() -> None:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            await lock(tx, await whoever(tx))

    return work


async def whoever(tx: Transaction) -> Caller:
    user = await tx.fetchval("SELECT id FROM users WHERE account_id = $1 AND key = 'all'", tx.account_id)
    found = await caller_of(tx, user)
    assert found is not None
    return found


def test_others_reach_an_invoice_while_its_export_is_being_stored(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    meanwhile = locked(tenant, lambda tx, caller: records.load_for_update(tx, caller, invoice["id"]))
    job = slowly(tenant, all_that_is_ready(tenant), meanwhile)
    assert len(download(tenant, {"id": str(job.id)})) == job.file_size
    assert invoice_of(tenant, invoice)["export_job_id"] == str(job.id)


def test_what_has_changed_while_it_was_written_is_written_again_by_a_worker(tenant: Tenant) -> None:
    changed, _ = ready_invoices(tenant, 2)
    sql = "UPDATE invoices SET notes = 'changed meanwhile', version = version + 1 WHERE account_id = $1 AND invoice_id = $2"
    meanwhile = locked(tenant, lambda tx, _: tx.execute(sql, tx.account_id, changed["invoice_id"]))
    job = slowly(tenant, all_that_is_ready(tenant), meanwhile)
    shown = job_of(tenant, {"id": str(job.id)})
    assert shown["file"] is None and shown["counts"]["claimed"] == 2
    tenant.server.run(desk(tenant).write_file({"account_id": str(tenant.account_id), "job": str(job.id)}))
    assert job_of(tenant, {"id": str(job.id)})["file"] is not None


def test_what_was_taken_by_another_export_meanwhile_is_in_one_file(tenant: Tenant) -> None:
    first, second = ready_invoices(tenant, 2)
    other: list[dict[str, Any]] = []

    async def meanwhile() -> None:
        other.append(await asyncio.to_thread(export, tenant, invoice_ids=[first["id"]]))

    job = slowly(tenant, all_that_is_ready(tenant), meanwhile)
    assert [one["id"] for one in other[0]["invoices"]] == [first["id"]]
    mine = job_of(tenant, {"id": str(job.id)})
    assert [one["id"] for one in mine["invoices"]] == [second["id"]] and mine["file"] is None


def test_a_worker_that_waits_for_the_storage_has_locked_nothing(tenant: Tenant) -> None:
    ready_invoice(tenant)
    job = without_file(tenant)
    payload = {"account_id": str(tenant.account_id), "job": job["id"]}

    async def work(files: FileStore) -> None:
        await ExportDesk(tenant.server.database, files).write_file(payload)

    slowly(tenant, work, locked(tenant, lambda tx, caller: jobs.load_for_update(tx, caller.scope, job["id"])))
    assert job_of(tenant, job)["file"] is not None


def test_a_job_that_is_cancelled_while_its_file_is_written_gets_none(tenant: Tenant) -> None:
    ready_invoice(tenant)
    job = without_file(tenant)
    payload = {"account_id": str(tenant.account_id), "job": job["id"]}

    async def work(files: FileStore) -> None:
        await ExportDesk(tenant.server.database, files).write_file(payload)

    async def cancel() -> None:
        await asyncio.to_thread(tenant.api().post, f"/v1/exports/{job['id']}/cancel", json={})

    slowly(tenant, work, cancel)
    shown = job_of(tenant, job)
    assert (shown["state"], shown["file"]) == ("failed", None) and stuck(tenant) == {}


def test_a_download_that_waits_for_the_storage_has_locked_nothing(tenant: Tenant) -> None:
    ready_invoice(tenant)
    job = export(tenant)

    async def work(files: FileStore) -> bytes:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            return (await download_file(tx, await whoever(tx), files, job["id"]))[1]

    data = slowly(tenant, work, locked(tenant, lambda tx, caller: jobs.load_for_update(tx, caller.scope, job["id"])))
    assert len(data) == job["file"]["size"] and job_of(tenant, job)["state"] == "sent"


def without_file(tenant: Tenant) -> dict[str, Any]:
    """A job as a large export is before a worker comes to it."""
    job = export(tenant)
    sql = "UPDATE export_jobs SET file_sha256 = NULL, file_name = NULL, file_size = NULL WHERE account_id = $1 AND id = $2"

    async def forget(tx: Transaction) -> None:
        await tx.execute(sql, tx.account_id, job["id"])

    inside(tenant, forget)
    return job


def desk(tenant: Tenant) -> ExportDesk:
    return ExportDesk(tenant.server.database, tenant.server.parts.files)
