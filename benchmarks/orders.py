"""`python -m benchmarks.orders`: seconds in which 1,000 purchase orders with 20 lines each are taken in by bulk, 50 in a call,
and in which the same orders are sent once more with other quantities.

A real server and a real worker over an embedded PostgreSQL that flushes to disk; polled every 50 ms.
"""

import argparse
import asyncio
import time
from typing import Any

import httpx2

from benchmarks.cases import ORG
from benchmarks.deployment import Deployment, signed_in, wait_until_ready
from payables.app.provision import Credentials
from payables.kit.ids import racc
from payables.platform import logs

LINES, AT_ONCE = 20, 50


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.orders", description=__doc__)
    parser.add_argument("--orders", type=int, default=1000)
    orders = parser.parse_args().orders
    logs.configure("warning")
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG))["writes/erp"]
        deployment.serve()
        wait_until_ready(deployment.base_url)
        deployment.worker()
        headers = signed_in(deployment.base_url, credentials)
        with httpx2.Client(base_url=deployment.base_url, headers=headers, trust_env=False, timeout=60) as api:
            place = place_of(api, credentials)
            entered = _seconds(api, place, orders, quantity=5)
            updated = _seconds(api, place, orders, quantity=6)
    print(f"{orders} orders with {LINES} lines each, {AT_ONCE} in a call:")
    for name, (accepted, completed) in (("entered", entered), ("updated", updated)):
        print(
            f"  {name}: accepted {accepted:.1f} s, completed {completed:.1f} s, {orders * LINES / completed:.0f} lines/s"
        )


def place_of(api: httpx2.Client, credentials: Credentials) -> dict[str, Any]:
    structure = f"/v1/accounts/{racc(credentials.account_id)}"
    company = answer_of(api.get(f"{structure}/companies"))["results"][0]["id"]
    vendor = {"ottimate_company_id": company, "erp_vendor_id": "FIRST", "erp_vendor_name": "Orchard Foods"}
    answer_of(api.post("/v1/vendors", json=vendor))
    location = answer_of(api.get(f"{structure}/locations"))["results"][0]["id"]
    return {"ottimate_company_id": company, "ottimate_location_id": location}


def _seconds(api: httpx2.Client, place: dict[str, Any], orders: int, *, quantity: int) -> tuple[float, float]:
    """To the last answer, and to the last completed batch."""
    started = time.perf_counter()
    batches: list[str] = []
    for first in range(0, orders, AT_ONCE):
        rows = [bulk_order(n, quantity) for n in range(first, min(first + AT_ONCE, orders))]
        batches.append(
            answer_of(api.post("/v1/purchase-orders/bulk", json={**place, "purchase_orders": rows}))["batch_id"]
        )
    accepted = time.perf_counter() - started
    for batch in batches:
        while (found := answer_of(api.get(f"/v1/batch/{batch}/progress")))["status"] != "completed":
            time.sleep(0.05)
        if found["tasks_failed"]:
            raise RuntimeError(found)
    return accepted, time.perf_counter() - started


def bulk_order(n: int, quantity: int) -> dict[str, Any]:
    lines = [
        {
            "external_id": str(line),
            "name": f"Item {line}",
            "sku": f"SKU-{line}",
            "quantity": quantity,
            "price": 10.0,
            "uom": "CS",
        }
        for line in range(LINES)
    ]
    return {
        "external_id": f"ERP-{n}",
        "po_number": f"PO-{n:06d}",
        "erp_vendor_id": "FIRST",
        "date": "2026-11-02",
        "total_amount": quantity * 10.0 * LINES,
        "items": lines,
    }


def answer_of(response: httpx2.Response) -> dict[str, Any]:
    if not response.is_success:
        raise RuntimeError(f"{response.request.url}: {response.status_code} {response.text[:500]}")
    return response.json()


if __name__ == "__main__":
    main()
