"""Whose file is next: accounts take turns, light files do not wait behind heavy ones."""

import asyncio
from datetime import datetime
from typing import Any

from extraction.papers import encoded, scan
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, working
from payables.capture.jobs import ReadingDesk
from payables.capture.model import Lane
from payables.extraction.reader import Reader


def finished_at(tenant: Tenant) -> list[datetime]:
    """When the account's files got their outcome, in order."""

    async def read() -> list[Any]:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            return await tx.fetch("SELECT finished_at FROM uploads WHERE account_id = $1", tx.account_id)

    return sorted(row["finished_at"] for row in tenant.server.run(read()))


def test_one_file_of_another_account_does_not_wait_for_a_burst(
    server: Server, tenant: Tenant, other_tenant: Tenant
) -> None:
    burst = [sent(tenant, paper()) for _ in range(20)]
    single = sent(other_tenant, paper())
    with working(server):
        finished(other_tenant, single)
        for reference_id in burst:
            finished(tenant, reference_id)
    [done] = finished_at(other_tenant)
    assert sum(at < done for at in finished_at(tenant)) <= 4


def test_jobs_that_start_in_the_same_instant_each_get_a_file(server: Server, tenant: Tenant) -> None:
    references = {sent(tenant, paper()) for _ in range(8)}

    async def take_all() -> list[Any]:
        async with asyncio.timeout(20):
            desk = ReadingDesk(server.database, server.parts.files, Reader())
            return await asyncio.gather(*(desk._take(Lane.LIGHT) for _ in range(8)))

    taken = [str(each.id) for each in server.run(take_all()) if each]
    assert len(taken) == len(set(taken)) == 8
    with working(server):
        for reference_id in references:
            finished(tenant, reference_id)


def test_files_of_one_account_are_read_in_the_order_they_came(server: Server, tenant: Tenant) -> None:
    references = [sent(tenant, paper()) for _ in range(6)]
    with working(server):
        for reference_id in references:
            finished(tenant, reference_id)

    async def started() -> list[str]:
        async with server.database.transaction(tenant.account_id) as tx:
            rows = await tx.fetch("SELECT id FROM uploads WHERE account_id = $1 ORDER BY started_at", tx.account_id)
            return [str(row["id"]) for row in rows]

    assert server.run(started()) == references


def test_a_text_pdf_does_not_wait_behind_scans(server: Server, tenant: Tenant) -> None:
    scans = [sent(tenant, encoded(scan().rotate(n), "PNG"), f"{n}.png") for n in (0, 1)]
    text = sent(tenant, paper())
    with working(server):
        finished(tenant, text)
        assert any(finished_at_or_none(tenant, reference) is None for reference in scans)
        for reference_id in scans:
            finished(tenant, reference_id, 120)


def finished_at_or_none(tenant: Tenant, reference_id: str) -> datetime | None:
    async def read() -> datetime | None:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            sql = "SELECT finished_at FROM uploads WHERE account_id = $1 AND id = $2::text::uuid"
            return await tx.fetchval(sql, tx.account_id, reference_id)

    return tenant.server.run(read())
