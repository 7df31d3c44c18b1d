"""`python -m benchmarks.matching`: 1,000 invoices with 20 lines each, entered against 1,000 purchase orders with 20 lines each,
and beside them the same invoices in an account without orders: what matching costs, in the same run.

Half of the orders are three-way and have been received; every tenth invoice names its order with a digit mistyped, so that it
is found among all open orders of the vendor. It fails if not every invoice is matched with an order of its own.

A real server over an embedded PostgreSQL that flushes to disk, four clients at once. How many statements an invoice takes is
bounded by tests/matching/test_statements.py.
"""

import argparse
import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import httpx2

from benchmarks.cases import ORG
from benchmarks.deployment import Deployment, signed_in, wait_until_ready
from benchmarks.orders import AT_ONCE, LINES, answer_of, bulk_order, place_of
from payables.platform import logs

CLIENTS, QUANTITY = 4, 5
OUTCOMES = """
SELECT m.outcome, count(DISTINCT o.purchase_order) AS orders
  FROM matches m LEFT JOIN match_orders o ON o.account_id = m.account_id AND o.invoice = m.invoice
 WHERE m.account_id = $1 GROUP BY m.outcome
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--orders", type=int, default=1000)
    count = parser.parse_args().orders
    logs.configure("warning")
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG))
        deployment.serve()
        deployment.worker()
        wait_until_ready(deployment.base_url)
        seconds: dict[str, float] = {}
        for account in ("reads", "writes"):
            issued = credentials[f"{account}/erp"]
            headers = signed_in(deployment.base_url, issued)
            with httpx2.Client(base_url=deployment.base_url, headers=headers, trust_env=False, timeout=60) as api:
                place = place_of(api, issued)
                if account == "writes":
                    _order(api, place, count)
                    asyncio.run(_until_idle(deployment))
                seconds[account] = _bill(api, place, count)
        outcomes = asyncio.run(_outcomes(deployment, issued.account_id))
    print(f"{count} invoices with {LINES} lines each, {CLIENTS} clients at once:")
    print(f"  without orders: {seconds['reads']:.1f} s, {count / seconds['reads']:.0f} invoices/s")
    print(
        f"  against {count} orders with {LINES} lines: {seconds['writes']:.1f} s, {count / seconds['writes']:.0f} invoices/s, "
        f"{seconds['writes'] / seconds['reads']:.2f}x"
    )
    print(f"  outcomes: {outcomes}")
    if outcomes != {"matched": count}:
        raise SystemExit("not every invoice is matched, as its order says")


def _order(api: httpx2.Client, place: dict[str, Any], count: int) -> None:
    batches = [
        answer_of(
            api.post(
                "/v1/purchase-orders/bulk",
                json={**place, "purchase_orders": [_order_of(n) for n in range(first, min(first + AT_ONCE, count))]},
            )
        )["batch_id"]
        for first in range(0, count, AT_ONCE)
    ]
    for batch in batches:
        while answer_of(api.get(f"/v1/batch/{batch}/progress"))["status"] != "completed":
            time.sleep(0.1)
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda n: _receive(api, place, n), range(1, count, 2)))


async def _until_idle(deployment: Deployment) -> None:
    """Until the worker has looked at all orders: what it does meanwhile would be counted as matching."""
    async with deployment.parts() as parts:
        while True:
            async with parts.database.operator() as connection:
                if not await connection.fetchval("SELECT count(*) FROM pgqueuer"):
                    return
            await asyncio.sleep(0.2)


def _order_of(n: int) -> dict[str, Any]:
    """No two have one total, nor numbers that are a slip apart."""
    order = bulk_order(n, QUANTITY)
    items = [{**item, "price": _price(n)} for item in order["items"]]
    return {**order, "po_number": _number(n), "is_2_way": n % 2 == 0, "items": items, "total_amount": _total(n)}


def _number(n: int) -> str:
    return "PO-" + f"{n:04d}" * 3


def _price(n: int) -> float:
    return round(10 + n / 100, 2)


def _total(n: int) -> float:
    return round(QUANTITY * LINES * _price(n), 2)


def _receive(api: httpx2.Client, place: dict[str, Any], n: int) -> None:
    items = [{"sku": f"SKU-{line}", "quantity": QUANTITY} for line in range(LINES)]
    body = {"erp_vendor_id": "FIRST", "po_number": _number(n), "receipt_number": f"R-{n}", "date": "2026-11-04"}
    answer_of(api.post("/v1/receipts", json={**place, **body, "total_amount": _total(n), "items": items}))


def _bill(api: httpx2.Client, place: dict[str, Any], count: int) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda n: answer_of(api.post("/v1/invoices", json=_invoice(place, n))), range(count)))
    return time.perf_counter() - started


def _invoice(place: dict[str, Any], n: int) -> dict[str, Any]:
    lines = [
        {"name": f"Item {line}", "sku": f"SKU-{line}", "quantity": QUANTITY, "price": _price(n), "unit": "CS"}
        for line in range(LINES)
    ]
    return {
        **place,
        "erp_vendor_id": "FIRST",
        "invoice_number": f"INV-{n}-{n * 7919 % 10007:05d}",
        "invoice_date": "2026-11-05",
        "currency": "USD",
        "purchase_order": _mistyped(n) if n % 10 == 3 else _number(n),
        "total_amount": _total(n),
        "items": lines,
    }


def _mistyped(n: int) -> str:
    """With another last digit."""
    number = _number(n)
    return number[:-1] + str((int(number[-1]) + 5) % 10)


async def _outcomes(deployment: Deployment, account_id: UUID) -> dict[str, int]:
    """Outcome -> how many orders have an invoice that came to it."""
    async with deployment.parts() as parts, parts.database.transaction(account_id) as tx:
        return {row["outcome"]: row["orders"] for row in await tx.fetch(OUTCOMES, account_id)}


if __name__ == "__main__":
    main()
