"""`python -m benchmarks.exports`: CPU per request of what moves an invoice to the ERP: PATCH, approve, mark-exported of
100, and an export job of 100 with its CSV or XLSX file.

A real server over an embedded PostgreSQL that flushes to disk; each request changes what no request before it has
changed, one after the other. CPU of the API process and of PostgreSQL's process tree, from the kernel's clock.
"""

import argparse
import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpx2

from benchmarks.cases import ORG
from benchmarks.cpu import cpu_seconds, spent, tree
from benchmarks.deployment import Deployment, signed_in, wait_until_ready
from payables.kit.ids import racc
from payables.platform import logs

BATCH, LINES = 100, 5
# The account's only API user enters the invoices, and others approve them.
SECOND = """
      - {name: second, scope: account, role: Administrator - Full, clients: [{name: main}]}
"""


@dataclass(frozen=True)
class Bench:
    """The two processes, and clients of who enters and of who approves."""

    api_pid: int
    postgres_pid: int
    enter: httpx2.Client
    decide: httpx2.Client
    company: int

    def report(self, what: str, calls: Iterable[Callable[[], httpx2.Response]]) -> list[dict[str, Any]]:
        """Prints the figures; returns the answers."""
        api, postgres = cpu_seconds([self.api_pid]), cpu_seconds(tree(self.postgres_pid))
        answers = [answer_of(call()) for call in calls]
        api_us = spent(api, cpu_seconds([self.api_pid])) * 1e6 / len(answers)
        postgres_us = spent(postgres, cpu_seconds(tree(self.postgres_pid))) * 1e6 / len(answers)
        print(f"{what:32} {len(answers):5} requests  API {api_us:9.0f} us  PostgreSQL {postgres_us:9.0f} us")
        return answers


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=__doc__)
    parser.add_argument("--batches", type=int, default=4, help=f"invoices in hundreds, at least 4 ({BATCH} each)")
    batches = max(4, parser.parse_args().batches)
    logs.configure("warning")
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG + SECOND))
        process = deployment.serve()
        wait_until_ready(deployment.base_url)
        users = (credentials["writes/erp"], credentials["writes/second"])
        clients = [client(deployment.base_url, signed_in(deployment.base_url, user)) for user in users]
        structure = f"/v1/accounts/{racc(users[0].account_id)}"
        company = answer_of(clients[0].get(f"{structure}/companies"))["results"][0]["id"]
        location = answer_of(clients[0].get(f"{structure}/locations"))["results"][0]["id"]
        measure(Bench(process.pid, deployment.postgres(), *clients, company), location, batches)


def measure(bench: Bench, location: int, batches: int) -> None:
    enter, decide = bench.enter, bench.decide
    vendor = {"ottimate_company_id": bench.company, "erp_vendor_id": "FIRST", "erp_vendor_name": "Orchard Foods"}
    answer_of(enter.post("/v1/vendors", json=vendor))
    rows = [invoice(bench.company, location, n) for n in range(batches * BATCH)]
    made = bench.report("create, 5 lines", [lambda r=row: enter.post("/v1/invoices", json=r) for row in rows])
    ids = [one["id"] for one in made]
    bench.report(
        "PATCH of the due date",
        [lambda i=id: enter.patch(f"/v1/invoices/{i}", json={"due_date": "2026-12-24"}) for id in ids],
    )
    bench.report("approve", [lambda i=id: decide.post(f"/v1/invoices/{i}/approve") for id in ids])
    half = len(ids) // 2
    marks = [{"invoices": [{"invoice_id": id} for id in batch]} for batch in hundreds(ids[:half])]
    bench.report(
        "mark-exported of 100", [lambda m=mark: enter.post("/v1/invoices/mark-exported", json=m) for mark in marks]
    )
    again = [{"invoices": [{"invoice_id": id} for id in batch]} for batch in hundreds(ids[:half])]
    bench.report(
        "mark-unexported of 100", [lambda m=m: enter.post("/v1/invoices/mark-unexported", json=m) for m in again]
    )
    for format, batch_ids in (("csv", ids[:half]), ("xlsx", ids[half:])):
        bodies = [
            {"ottimate_company_id": bench.company, "format": format, "invoice_ids": batch}
            for batch in hundreds(batch_ids)
        ]
        bench.report(f"export of 100 as {format}", [lambda b=b: enter.post("/v1/exports", json=b) for b in bodies])


def hundreds(ids: list[str]) -> list[list[str]]:
    return [ids[n : n + BATCH] for n in range(0, len(ids), BATCH)]


def client(base_url: str, headers: dict[str, str]) -> httpx2.Client:
    return httpx2.Client(base_url=base_url, headers=headers, trust_env=False, timeout=60)


def invoice(company: int, location: int, number: int) -> dict[str, Any]:
    return {
        "ottimate_company_id": company,
        "ottimate_location_id": location,
        "erp_vendor_id": "FIRST",
        "invoice_number": f"X-{number:06}-{number * 7919}",
        "invoice_date": "2026-11-02",
        "total_amount": 150.0 + number,
        "items": [{"name": f"Flour {n}", "quantity": n, "price": 10.0} for n in range(1, LINES)]
        + [{"name": "Rest", "quantity": 1, "price": 50.0 + number}],
    }


def answer_of(response: httpx2.Response) -> dict[str, Any]:
    if not response.is_success:
        raise RuntimeError(f"{response.request.url}: {response.status_code} {response.text[:500]}")
    return response.json()


if __name__ == "__main__":
    main()
