"""`python -m benchmarks.catalog`: rows per second of bulks of 1,000 catalog entries, prices and allowances, to the completed batch.

A real server and a real worker over an embedded PostgreSQL that flushes to disk; polled every 20 ms. Each entry comes with a
price and an allowance of its own; the same entries are sent once more with other prices.
"""

import argparse
import asyncio
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import httpx2

from benchmarks.cases import ORG
from benchmarks.deployment import Deployment, signed_in, wait_until_ready
from payables.app.provision import Credentials
from payables.kit.ids import racc
from payables.platform import logs

ROWS = 1000

Row = Callable[[int, int], dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.catalog", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    logs.configure("warning")
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG))["writes/erp"]
        deployment.serve()
        wait_until_ready(deployment.base_url)
        deployment.worker()
        headers = signed_in(deployment.base_url, credentials)
        with httpx2.Client(base_url=deployment.base_url, headers=headers, trust_env=False, timeout=60) as api:
            _measure(api, credentials, rounds)


def _measure(api: httpx2.Client, credentials: Credentials, rounds: int) -> None:
    company = _company(api, credentials)
    _run(api, "entries", company, [_entry(0, 0)])  # the worker is up, its connections too
    print(f"bulks of {ROWS} rows, {rounds} rounds:")
    ids: list[str] = []
    for name, what, row in (
        ("entries, new, with a price and an allowance each", "entries", _entry),
        ("entries, changed", "entries", _changed),
        ("prices", "prices", lambda n, r: _price(ids[(r - 1) * ROWS + n], r)),
        ("allowances", "allowances", lambda n, r: _allowance(ids[(r - 1) * ROWS + n], r)),
    ):
        seconds: list[float] = []
        for round_ in range(1, rounds + 1):
            taken, found = _run(api, what, company, [row(n, round_) for n in range(ROWS)])
            seconds.append(taken)
            ids.extend(one["result"]["id"] for one in found if row is _entry)
        rate = ROWS / median(seconds)
        print(f"  {name}: {rate:.0f} rows/s ({min(seconds):.2f} to {max(seconds):.2f} s)")


def _company(api: httpx2.Client, credentials: Credentials) -> int:
    company = _answer(api.get(f"/v1/accounts/{racc(credentials.account_id)}/companies"))["results"][0]["id"]
    vendor = {"ottimate_company_id": company, "erp_vendor_id": "FIRST", "erp_vendor_name": "Orchard Foods"}
    _answer(api.post("/v1/vendors", json=vendor))
    return company


def _run(api: httpx2.Client, what: str, company: int, rows: list[dict[str, Any]]) -> tuple[float, list[dict[str, Any]]]:
    """Seconds from the call to the completed batch, and its results."""
    started = time.perf_counter()
    body = {"ottimate_company_id": company, what: rows}
    batch = _answer(api.post(f"/v1/catalog/{what}/bulk", json=body))["batch_id"]
    while True:
        found = _answer(api.get(f"/v1/batch/{batch}/progress"))
        if found["status"] == "completed":
            break
        time.sleep(0.02)
    taken = time.perf_counter() - started
    if found["tasks_completed"] != len(rows):
        raise RuntimeError(found)
    return taken, _answer(api.get(f"/v1/batch/{batch}/results"))["results"]


def _entry(n: int, round_: int) -> dict[str, Any]:
    return {
        "erp_vendor_id": "FIRST",
        "item_name": f"Roma Tomatoes {n}",
        "sku": f"S-{round_}-{n}",
        "size": "6 CT",
        "uom": "CASE",
        "price": 24.99,
        "prices": [{"price": 23.99, "start_date": "2026-01-01"}],
        "allowances": [{"allowance": 0.25, "start_date": "2026-01-01"}],
    }


def _changed(n: int, round_: int) -> dict[str, Any]:
    return {**_entry(n, round_), "price": 26.99, "prices": None, "allowances": None}


def _price(entry: str, round_: int) -> dict[str, Any]:
    return {
        "catalog_entry_id": entry,
        "price": 22.49,
        "start_date": "2026-07-01",
        "reference_id": f"P-{round_}-{entry}",
    }


def _allowance(entry: str, round_: int) -> dict[str, Any]:
    row = {"catalog_entry_id": entry, "amount": 0.5, "start_date": "2026-01-01", "allowance_type": "rebate"}
    return {**row, "reference_id": f"A-{round_}-{entry}"}


def _answer(response: httpx2.Response) -> dict[str, Any]:
    if not response.is_success:
        raise RuntimeError(f"{response.request.url}: {response.status_code} {response.text[:500]}")
    return response.json()


if __name__ == "__main__":
    main()
