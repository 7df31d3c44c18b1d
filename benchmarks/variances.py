"""`python -m benchmarks.variances`: milliseconds of the questions about price variances, over 100,000 lines of one company.

The lines are put straight into the tables, as matching leaves them: entries of several vendors, invoices over two years, one
line in five at another price. The questions go through a real server, one after the other, over a kept connection.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Callable
from typing import Any

import httpx2

from benchmarks.cases import ORG
from benchmarks.deployment import Deployment, signed_in, wait_until_ready
from payables.app.provision import Credentials
from payables.kit.ids import racc
from payables.platform import logs

VENDORS, LINES_PER_INVOICE = 20, 5
CHUNK = 2_000  # invoices whose lines are put in at once
PATIENCE = 150  # seconds until the database has looked at its new tables by itself

VENDOR_ROWS = """
INSERT INTO vendors (account_id, id, company_id, erp_vendor_id, erp_vendor_name, name_key, created_at, updated_at)
SELECT $1, 900000 + n, $2, 'V-' || n, 'Vendor ' || n, 'vendor ' || n, $3, $3 FROM generate_series(1, $4::int) n
"""
ENTRY_ROWS = """
INSERT INTO catalog_entries (account_id, id, company_id, vendor_id, erp_vendor_id, item_name, sku, size, uom, price,
                             unique_key, key_given, created_at, updated_at)
SELECT $1, 900000 + n, $2, 900000 + 1 + n % $5, 'V-' || (1 + n % $5), 'Item ' || n, 'S-' || n, '6 CT', 'CASE', 20 + n % 50,
       'key-' || n, false, $3, $3
  FROM generate_series(1, $4::int) n
"""
INVOICE_ROWS = """
INSERT INTO invoices (account_id, id, invoice_id, company_id, location_id, vendor_id, type, number, invoice_date, currency,
                      state, source, created_at, updated_at)
SELECT $1, gen_random_uuid(), 900000 + n, $2, $3, 900000 + 1 + n % $6, 'invoice', 'I-' || n, date '2025-01-01' + n % 700,
       'USD', 'pending_approval', 'api', $4, $4
  FROM generate_series(1, $5::int) n
"""
ITEM_ROWS = """
INSERT INTO catalog_items (account_id, item, invoice, invoice_id, company_id, location_id, vendor_id, invoice_date, item_key,
                           name, state, how, confidence, entry, quantity, price, packs, pack_price, effective_price,
                           price_variance, bought, updated_at)
SELECT i.account_id, (i.invoice_id - 900000) * $3 + n, i.id, i.invoice_id, i.company_id, i.location_id, i.vendor_id,
       i.invoice_date, 'n:ITEM ' || e, 'Item ' || e, 'auto', 'name', 0.94, 900000 + e, 2, 20 + e % 50 + v, 2,
       20 + e % 50 + v, 20 + e % 50, v, true, $2
  FROM invoices i
 CROSS JOIN generate_series(0, $3::int - 1) n
 CROSS JOIN LATERAL (SELECT (1 + (i.invoice_id::bigint * 7919 + n * 104729) % $4::int)::int AS e,
                            (ARRAY[0, 0, 1.5, 0, 0, -0.75, 0, 0, 0, 0])[1 + (i.invoice_id + n) % 10] AS v) AS x
 WHERE i.account_id = $1 AND i.invoice_id BETWEEN $5::int AND $6::int
"""
ANALYZED = "SELECT count(*) FROM pg_stat_user_tables WHERE relname = ANY($1) AND last_autoanalyze IS NOT NULL"
FILLED = ["catalog_items", "catalog_entries"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.variances", description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000, help="lines of invoices (100000)")
    parser.add_argument("--entries", type=int, default=2_000, help="entries that the lines are of (2000)")
    parser.add_argument("--rounds", type=int, default=100, help="times that each question is asked (100)")
    arguments = parser.parse_args()
    logs.configure("warning")
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG))["reads/erp"]
        deployment.serve()
        wait_until_ready(deployment.base_url)
        headers = signed_in(deployment.base_url, credentials)
        with httpx2.Client(base_url=deployment.base_url, headers=headers, trust_env=False, timeout=120) as client:
            company, location = _place(client, credentials)
            counts = arguments.lines, arguments.entries
            seconds = asyncio.run(_fill(deployment, credentials, company, location, *counts))
            print(
                f"{arguments.lines} lines of {arguments.entries} entries, put in and looked at within {seconds:.0f} s"
            )
            for name, ask in _questions(client, company, location, arguments.entries).items():
                _report(name, ask, arguments.rounds)


def _place(client: httpx2.Client, credentials: Credentials) -> tuple[int, int]:
    path = f"/v1/accounts/{racc(credentials.account_id)}"
    company, location = (
        client.get(f"{path}/{what}").raise_for_status().json()["results"][0]["id"]
        for what in ("companies", "locations")
    )
    return company, location


async def _fill(
    deployment: Deployment, credentials: Credentials, company: int, location: int, lines: int, entries: int
) -> float:
    started, invoices = time.monotonic(), lines // LINES_PER_INVOICE
    async with deployment.parts() as parts:
        async with parts.database.transaction(credentials.account_id) as tx:
            account = tx.account_id
            await tx.execute(VENDOR_ROWS, account, company, tx.now, VENDORS)
            await tx.execute(ENTRY_ROWS, account, company, tx.now, entries, VENDORS)
            await tx.execute(INVOICE_ROWS, account, company, location, tx.now, invoices, VENDORS)
        for first in range(900_001, 900_001 + invoices, CHUNK):
            async with parts.database.transaction(credentials.account_id) as tx:
                chunk = (first, first + CHUNK - 1)
                await tx.execute(ITEM_ROWS, tx.account_id, tx.now, LINES_PER_INVOICE, entries, *chunk)
        while time.monotonic() - started < PATIENCE:
            async with parts.database.operator() as connection:
                if await connection.fetchval(ANALYZED, FILLED) == len(FILLED):
                    break
            await asyncio.sleep(1)
    return time.monotonic() - started


def _questions(client: httpx2.Client, company: int, location: int, entries: int) -> dict[str, Callable[[], Any]]:
    def ask(path: str = "/v1/catalog/variances", **query: Any) -> Callable[[], Any]:
        asked = {"ottimate_company_id": company, "limit": 20, **query}
        return lambda: client.get(path, params=asked).raise_for_status().json()

    month = {"invoice_start_date": "2026-05-01", "invoice_end_date": "2026-05-31"}
    return {
        "everything, first page": ask(),
        "everything, last page": ask(page=entries // 20),
        "variance_only": ask(variance_only="true"),
        "overbilling of a month": ask(exception_type="overbilling", **month),
        "a month, with invoice_items": ask(expand="invoice_items", **month),
        "one vendor, one location": ask(erp_vendor_ids="V-3", ottimate_location_ids=location),
        "lines of one entry": ask("/v1/catalog/variances/cte_900042/invoice-items"),
        "the catalog": ask("/v1/catalog/entries"),
        "the catalog of one vendor": ask("/v1/catalog/entries", erp_vendor_id="V-3"),
        "a part of a name": ask("/v1/catalog/entries", search="tem 4711"),
    }


def _report(name: str, ask: Callable[[], Any], rounds: int) -> None:
    ask()
    spent: list[float] = []
    count = 0
    for _ in range(rounds):
        started = time.monotonic()
        count = ask()["count"]
        spent.append((time.monotonic() - started) * 1000)
    p95 = statistics.quantiles(spent, n=20)[18]
    print(f"{name:32} {count:6} found  p50 {statistics.median(spent):7.1f} ms  p95 {p95:7.1f} ms")


if __name__ == "__main__":
    main()
