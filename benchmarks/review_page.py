"""`python -m benchmarks.review_page`: what the page of one invoice asks of the server, opened from its queue.

An account of 250 locations and 60 people, an invoice of 20 lines against an order of 40, and hundreds of others in the queue. The
application answers within this process: milliseconds of CPU, milliseconds by the clock with the database's share, and the
statements of one request, counted by the driver. Figures depend on the machine: nothing is asserted.
"""

import argparse
import asyncio
import statistics
import time
from collections import Counter
from typing import Any

import httpx2
from asyncpg.connection import LoggedQuery

from benchmarks.deployment import Deployment, signed_in, wait_until_ready
from benchmarks.orders import answer_of, place_of
from benchmarks.pages import signed_in_person
from payables.app.asgi import Front, make_front
from payables.app.runtime import Parts
from payables.platform import logs

ADA = "ada@pages.example"
LOCATIONS, PEOPLE, BILLED, ORDERED = 250, 60, 20, 40


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review_page", description=__doc__)
    parser.add_argument("--invoices", type=int, default=300, help="invoices of the queue (300)")
    parser.add_argument("--rounds", type=int, default=60, help="times that each page is asked for (60)")
    parser.add_argument("--statements", action="store_true", help="show which statements there are")
    arguments = parser.parse_args()
    logs.configure("warning")
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(_org()))["pages/erp"]
        server = deployment.serve()
        wait_until_ready(deployment.base_url, seconds=120)
        headers = signed_in(deployment.base_url, credentials)
        with httpx2.Client(base_url=deployment.base_url, headers=headers, trust_env=False, timeout=60) as api:
            invoice = _fill(api, place_of(api, credentials), arguments.invoices)
        server.terminate()
        server.wait()
        cookie = asyncio.run(signed_in_person(deployment, credentials, ADA))
        asyncio.run(_measure(deployment, cookie, invoice, arguments.rounds, shown=arguments.statements))


def _org() -> str:
    locations = ", ".join(f"{{key: l{n}, name: Shop {n}}}" for n in range(LOCATIONS))
    people = "\n".join(
        f"      - {{email: p{n}@pages.example, first_name: P{n}, last_name: Marsh, role: Administrator - Full, locations: all}}"
        for n in range(PEOPLE)
    )
    return f"""
accounts:
  - name: Pages
    key: pages
    plan: {{name: Bench, requests_per_second: 1000000, burst: 1000000, daily_quota: null}}
    features: [instant_capture, purchase_orders, catalog_match, approvals]
    approval_mode: single
    companies:
      - {{key: pages-inc, name: Pages Inc, currency: USD, locations: [{locations}]}}
    people:
      - {{email: {ADA}, first_name: Ada, last_name: Marsh, role: Administrator - Full, locations: all}}
{people}
    api_users:
      - {{name: erp, scope: account, role: Administrator - Full, clients: [{{name: main}}]}}
"""


def _fill(api: httpx2.Client, place: dict[str, Any], count: int) -> str:
    """The id of an invoice in the middle of the queue, compared with its order."""
    company = {"ottimate_company_id": place["ottimate_company_id"]}
    vendor = answer_of(api.post("/v1/vendors", json={**company, "erp_vendor_id": "V1", "erp_vendor_name": "Orchard"}))
    items = [
        {"external_id": f"L{n}", "name": f"Produce {n}", "sku": f"S{n}", "quantity": n + 1, "price": 2, "uom": "CS"}
        for n in range(ORDERED)
    ]
    order = {"po_number": "PO-1", "erp_vendor_id": "V1", "date": "2026-11-02", "total_amount": 1640, "items": items}
    answer_of(api.post("/v1/purchase-orders", json={"ottimate_location_id": place["ottimate_location_id"], **order}))
    lines = [{"name": f"Produce {n}", "sku": f"S{n}", "quantity": n + 2, "price": 2} for n in range(BILLED)]
    wanted = ""
    for n in range(count):
        body = {
            **place,
            "ottimate_vendor_id": vendor["id"],
            "invoice_number": f"INV-{n:05d}",
            "invoice_date": "2026-11-02",
            "total_amount": 1000 + n,
        }
        middle = n == count // 2
        made = answer_of(
            api.post("/v1/invoices", json={**body, "purchase_order": "PO-1", "items": lines} if middle else body)
        )
        wanted = made["id"] if middle else wanted
    return wanted


async def _measure(deployment: Deployment, cookie: tuple[str, str], invoice: str, rounds: int, *, shown: bool) -> None:
    async with deployment.parts(PAYABLES_POOL_SIZE="1", PAYABLES_REQUEST_LOG_DAYS="0") as parts:
        front, seen = make_front(parts), await _listened(parts)
        for path in (f"/invoices/{invoice}?queue=all", f"/invoices/{invoice}", "/queue/all"):
            await _open(front, path, cookie)
            seen.clear()
            await _open(front, path, cookie)
            await asyncio.sleep(0)  # the driver reports from the next turn of the loop
            statements = list(seen)
            spent = [await _open(front, path, cookie) for _ in range(rounds)]
            cpu, clock = (statistics.median(one) * 1000 for one in zip(*spent, strict=True))
            print(
                f"{path.replace(invoice, '{id}'):24} {cpu:6.1f} ms CPU {clock:6.1f} ms {len(statements):4} statements"
            )
            if shown:
                for text, times in Counter(" ".join(one.split())[:150] for one in statements).most_common():
                    print(f"   {times:3} {text}")


async def _listened(parts: Parts) -> list[str]:
    seen: list[str] = []

    def note(query: LoggedQuery) -> None:
        seen.append(query.query)

    async with parts.database.pool.acquire() as connection:
        connection.add_query_logger(note)
    return seen


async def _open(front: Front, path: str, cookie: tuple[str, str]) -> tuple[float, float]:
    """Seconds of CPU and by the clock."""
    asked, _, query = path.partition("?")
    answered: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        answered.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "method": "GET", "path": asked, "raw_path": asked.encode(),
        "query_string": query.encode(), "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 1), "scheme": "http",
        "http_version": "1.1", "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"cookie", f"{cookie[0]}={cookie[1]}".encode()), (b"accept-language", b"en-US")],
    }  # fmt: skip
    cpu, clock = time.process_time(), time.monotonic()
    await front(scope, receive, send)
    spent = time.process_time() - cpu, time.monotonic() - clock
    assert answered[0]["status"] == 200, answered
    return spent


if __name__ == "__main__":
    main()
