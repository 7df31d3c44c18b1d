"""Somebody works on the invoice that could go on: nobody waits for them, and a job looks a moment later."""

import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from harness.invoices import make_invoice, make_vendor, status_of
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import working

LOCK = "SELECT FROM invoices WHERE account_id = $1 AND id = $2 FOR UPDATE"


@asynccontextmanager
async def worked_on(tenant: Tenant, invoice: dict[str, Any]) -> AsyncIterator[None]:
    async with tenant.server.database.transaction(tenant.account_id) as tx:
        await tx.execute(LOCK, tx.account_id, invoice["id"])
        yield


def test_the_later_one_is_looked_at_by_a_job_when_it_is_busy(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    first, second = [make_invoice(tenant, vendor=vendor, invoice_number="HC-1") for _ in range(2)]
    busy = worked_on(tenant, second)
    server.run(busy.__aenter__())
    try:
        assert tenant.api().post(f"/v1/invoices/{first['id']}/archive").status_code == 200
        assert status_of(tenant, second) == "needs-attention"
    finally:
        server.run(busy.__aexit__(None, None, None))
    with working(server):
        deadline = time.monotonic() + 120
        while status_of(tenant, second) != "pending-approval":
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_changes_and_archives_of_a_pair_at_once_end_with_one_that_goes_on(server: Server, tenant: Tenant) -> None:
    """Both are changed, and the first is put away, in the same instant: no circle, and the other one is not left behind."""
    vendor = make_vendor(tenant)
    api = tenant.api()
    seconds: list[dict[str, Any]] = []
    for n in range(6):
        first, second = [make_invoice(tenant, vendor=vendor, invoice_number=f"HC-7{n}3") for _ in range(2)]
        calls = [
            lambda f=first: api.post(f"/v1/invoices/{f['id']}/archive"),
            lambda s=second: api.patch(f"/v1/invoices/{s['id']}", json={"purchase_order": "PO-1"}),
            lambda s=second: api.patch(f"/v1/invoices/{s['id']}", json={"invoice_date": "2026-11-01"}),
        ]
        with ThreadPoolExecutor(3) as threads:
            assert {answer.status_code for answer in threads.map(lambda call: call(), calls)} == {200}
        seconds.append(second)
    with working(server):
        deadline = time.monotonic() + 120
        while {status_of(tenant, second) for second in seconds} != {"pending-approval"}:
            assert time.monotonic() < deadline
            time.sleep(0.1)
