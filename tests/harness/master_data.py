"""Master data that becomes something else, through the public API, and the jobs that follow from it."""

import json
from typing import Any

from harness.tenants import Tenant
from payables.dimensions.events import DIMENSIONS_CHANGED
from payables.invoices.jobs.second_looks import SecondLook
from payables.vendors.events import VENDORS_CHANGED

ORDERED = "SELECT entrypoint, payload FROM pgqueuer WHERE entrypoint = ANY($1) ORDER BY id"


def swap(tenant: Tenant, of: str = "Food", *, user: str = "all", **changes: Any) -> None:
    """The dimension that harness.exports.coded() made is told anew: without changes as it was then."""
    row = {"erp_type": "Account", "ottimate_type": "account", "name": of, "code": f"C-{of}"}
    row |= {"reference_id": f"R-{of}", "erp_dimension_id": f"E-{of}"} | changes
    body = {"ottimate_company_id": tenant.company(), "dimensions": [row]}
    answer = tenant.api(user).post("/v1/dimensions/bulk", json=body)
    assert answer.status_code == 201, answer.text


def change_vendor(tenant: Tenant, vendor: dict[str, Any], *, user: str = "all", **changes: Any) -> None:
    row = {"erp_vendor_id": vendor["erp_vendor_id"], **changes}
    body = {"ottimate_company_id": tenant.company(), "vendors": [row]}
    answer = tenant.api(user).post("/v1/vendors/bulk", json=body)
    assert answer.status_code == 201, answer.text


def follow(tenant: Tenant, per_job: int = 100) -> int:
    """Does what the tenant's master data has ordered, twice, since a worker may; how many jobs that took."""
    looks = SecondLook(tenant.server.database, per_job)
    steps = {DIMENSIONS_CHANGED: looks.look_at_dimensions, VENDORS_CHANGED: looks.look_at_vendors}
    done = 0
    while len(jobs := ordered(tenant)) > done:
        name, payload = jobs[done]
        for _ in range(2):
            tenant.server.run(steps[name](payload))
        done += 1
        assert len(ordered(tenant)) < 50
    return done


def ordered(tenant: Tenant) -> list[tuple[str, dict[str, Any]]]:
    """Names and payloads of the jobs that wait for a worker, each once, in their order."""

    async def read() -> list[tuple[str, dict[str, Any]]]:
        async with tenant.server.database.operator() as connection:
            rows = await connection.fetch(ORDERED, [DIMENSIONS_CHANGED, VENDORS_CHANGED])
        return [(row["entrypoint"], json.loads(row["payload"])) for row in rows]

    mine = [job for job in tenant.server.run(read()) if job[1]["account_id"] == str(tenant.account_id)]
    return [job for n, job in enumerate(mine) if job not in mine[:n]]
