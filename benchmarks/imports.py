"""`python -m benchmarks.imports`: seconds from POST /invoices/import to a completed batch, 100 invoices with 5 lines each.

A real server and a real worker over an embedded PostgreSQL that flushes to disk; polled every 20 ms.
"""

import argparse
import asyncio
import time
from statistics import median
from typing import Any

import httpx2

from benchmarks.cases import ORG
from benchmarks.deployment import Deployment, signed_in, wait_until_ready
from payables.app.provision import Credentials
from payables.kit.ids import racc
from payables.platform import logs

INVOICES, LINES = 100, 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    logs.configure("warning")
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG))["writes/erp"]
        deployment.serve()
        wait_until_ready(deployment.base_url)
        deployment.worker()
        headers = signed_in(deployment.base_url, credentials)
        with httpx2.Client(base_url=deployment.base_url, headers=headers, trust_env=False, timeout=30) as api:
            location = _location(api, credentials)
            _seconds(api, location, 0)  # the worker is up, its connections too
            measured = [_seconds(api, location, n) for n in range(1, rounds + 1)]
    accepted, completed = ([one[n] for one in measured] for n in (0, 1))
    print(f"import of {INVOICES} invoices with {LINES} lines each, {rounds} rounds:")
    print(f"  accepted (202) after {median(accepted):.2f} s")
    print(f"  completed after {median(completed):.2f} s ({min(completed):.2f} to {max(completed):.2f})")


def _location(api: httpx2.Client, credentials: Credentials) -> int:
    structure = f"/v1/accounts/{racc(credentials.account_id)}"
    company = _answer(api.get(f"{structure}/companies"))["results"][0]["id"]
    vendor = {"ottimate_company_id": company, "erp_vendor_id": "FIRST", "erp_vendor_name": "Orchard Foods"}
    _answer(api.post("/v1/vendors", json=vendor))
    return _answer(api.get(f"{structure}/locations"))["results"][0]["id"]


def _seconds(api: httpx2.Client, location: int, round_: int) -> tuple[float, float]:
    """To the answer, and to the completed batch."""
    rows = [_row(location, f"{round_}-{n}") for n in range(INVOICES)]
    started = time.perf_counter()
    batch = _answer(api.post("/v1/invoices/import", json=rows))["batch_id"]
    accepted = time.perf_counter() - started
    while True:
        found = _answer(api.get(f"/v1/batch/{batch}/progress"))
        if found["status"] == "completed":
            break
        time.sleep(0.02)
    if found["tasks_completed"] != INVOICES:
        raise RuntimeError(found)
    return accepted, time.perf_counter() - started


def _row(location: int, name: str) -> dict[str, Any]:
    return {
        "upload_id": f"bench-{name}",
        "ottimate_location_id": location,
        "erp_vendor_id": "FIRST",
        "invoice_number": f"B-{name}",
        "invoice_date": "2026-11-02",
        "total_amount": 150.0,
        "total_tax": 0,
        "items": [{"name": f"Flour {n}", "quantity": n, "price": 10.0} for n in range(1, LINES + 1)],
    }


def _answer(response: httpx2.Response) -> dict[str, Any]:
    if not response.is_success:
        raise RuntimeError(f"{response.request.url}: {response.status_code} {response.text[:500]}")
    return response.json()


if __name__ == "__main__":
    main()
