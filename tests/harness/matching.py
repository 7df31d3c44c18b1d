"""Matching of invoices with orders, as tests see it through the API: settings, tolerances, what was found, second looks."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from harness.invoices import make_invoice
from harness.tenants import Tenant
from payables.invoices.actions.look_later import LOOK_AGAIN
from payables.invoices.jobs.orders import OrderLook
from payables.invoices.jobs.second_looks import SecondLook
from payables.purchasing.events import ORDERS_CHANGED
from payables.units.events import CONVERSIONS_CHANGED


def set_orders_needed(tenant: Tenant, needed: str, company: str = "east") -> None:
    """never, when_named or always."""
    answer = tenant.api().patch(
        "/v1/matching/settings",
        params={"ottimate_company_id": tenant.company(company)},
        json={"orders_needed": needed},
    )
    assert answer.status_code == 200, answer.text


def make_tolerance(tenant: Tenant, *, company: str = "east", **fields: Any) -> dict[str, Any]:
    body = {"ottimate_company_id": tenant.company(company), **fields}
    answer = tenant.api().post("/v1/matching/tolerances", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def billed(tenant: Tenant, order: dict[str, Any], lines: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """An invoice that names the order, with these lines and nothing else to pay."""
    total = round(sum(line["quantity"] * line["price"] for line in lines), 2)
    vendor = {"erp_vendor_id": order["erp_vendor_id"]}
    fields = {"purchase_order": order["po_number"], "total_amount": total, "total_tax": 0, "items": lines, **changes}
    return make_invoice(tenant, vendor=vendor, **fields)


def match_of(tenant: Tenant, invoice: dict[str, Any], user: str = "all") -> dict[str, Any]:
    answer = tenant.api(user).get(f"/v1/invoices/{invoice['id']}/match")
    assert answer.status_code == 200, answer.text
    return answer.json()


def invoice_now(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def reasons(invoice: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in invoice["reasons"]]


def look_at_orders(tenant: Tenant) -> int:
    """Does what the worker would do after orders, receipts or conversions have changed; how many jobs that were."""
    desk = OrderLook(tenant.server.database)
    return _do_jobs(
        tenant,
        {
            ORDERS_CHANGED: desk.look_at_orders,
            CONVERSIONS_CHANGED: desk.look_at_conversions,
        },
    )


def look_again(tenant: Tenant) -> int:
    """Does what the worker would do with invoices that were approved, or with an export, and are not any more."""
    return _do_jobs(tenant, {LOOK_AGAIN: SecondLook(tenant.server.database).look_again})


def _do_jobs(tenant: Tenant, work: dict[str, Callable[[Any], Coroutine[Any, Any, None]]]) -> int:
    done = 0
    while jobs := _take_jobs(tenant, list(work)):
        for name, payload in jobs:
            tenant.server.run(work[name](payload))
        done += len(jobs)
    return done


def _take_jobs(tenant: Tenant, names: list[str]) -> list[tuple[str, dict[str, Any]]]:
    sql = """
    DELETE FROM pgqueuer
     WHERE entrypoint = ANY($1) AND execute_after <= now()
       AND convert_from(payload, 'UTF8')::jsonb ->> 'account_id' = $2 RETURNING entrypoint, payload
    """

    async def take() -> list[tuple[str, dict[str, Any]]]:
        async with tenant.server.database.operator() as connection:
            rows = await connection.fetch(sql, names, str(tenant.account_id))
        return [(row["entrypoint"], json.loads(row["payload"])) for row in rows]

    return tenant.server.run(take())
