"""`python -m benchmarks.reports`: milliseconds of the overview's reports, and of the lists behind their figures, over 100,000
lines of one company.

The lines are put straight into the tables, as entering and approving leave them: invoices of several vendors over two years,
coded with 40 accounts, one in ten split, one in four changed by a person. The questions go through a real server, one after the
other, over a kept connection.
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

VENDORS, ACCOUNTS, LINES_PER_INVOICE = 200, 40, 5
CHUNK = 2_000  # invoices whose lines are put in at once
FIRST = 900_000
PATIENCE = 150  # seconds until the database has looked at its new tables by itself

VENDOR_ROWS = """
INSERT INTO vendors (account_id, id, company_id, erp_vendor_id, erp_vendor_name, name_key, created_at, updated_at)
SELECT $1, 900000 + n, $2, 'V-' || n, 'Vendor ' || n, 'vendor ' || n, $3, $3 FROM generate_series(1, $4::int) n
"""
ACCOUNT_ROWS = """
INSERT INTO dimensions (account_id, id, company_id, erp_type, ottimate_type, name, code, reference_id, erp_dimension_id,
                        created_at, updated_at)
SELECT $1, 'dim_' || n, $2, 'Account', 'account', 'Account ' || n, n::text, 'R-' || n, 'A-' || n, $3, $3
  FROM generate_series(1, $4::int) n
"""
INVOICE_ROWS = """
INSERT INTO invoices (account_id, id, invoice_id, company_id, location_id, vendor_id, type, number, invoice_date, due_date,
                      currency, total_amount, total_tax, state, source, created_at, updated_at, approved_at, exported_at)
SELECT $1, gen_random_uuid(), 900000 + n, $2, $3, 900000 + 1 + n % $6, CASE WHEN n % 25 = 0 THEN 'credit_memo' ELSE 'invoice' END,
       'I-' || n, date '2025-01-01' + n % 700, date '2025-01-31' + n % 700, CASE WHEN n % 10 = 0 THEN 'EUR' ELSE 'USD' END,
       110, 10, CASE WHEN n % 8 = 0 THEN 'pending_approval' ELSE 'approved' END, 'upload', at, at,
       CASE WHEN n % 8 <> 0 THEN at + n % 90 * interval '1 hour' END,
       CASE WHEN n % 8 > 1 THEN at + (24 + n % 90) * interval '1 hour' END
  FROM generate_series(1, $5::int) n CROSS JOIN LATERAL (SELECT $4::timestamptz - (n % 700) * interval '1 day' AS at) x
"""
ITEM_ROWS = """
INSERT INTO invoice_items (account_id, id, invoice, position, name, quantity, price, amount, dimensions, created_at, updated_at)
SELECT i.account_id, (i.invoice_id - 900000) * $3 + n, i.id, n, 'Item ' || n, 1, 20, 20,
       jsonb_build_object('account', 'dim_' || 1 + (i.invoice_id + n) % $4::int), $2, $2
  FROM invoices i CROSS JOIN generate_series(0, $3::int - 1) n
 WHERE i.account_id = $1 AND i.invoice_id BETWEEN $5::int AND $6::int
"""
SPLIT_ROWS = """
INSERT INTO invoice_splits (account_id, id, invoice, position, amount, dimensions)
SELECT i.account_id, (i.invoice_id - 900000) * 2 + n, i.id, n, 55, jsonb_build_object('account', 'dim_' || 1 + n)
  FROM invoices i CROSS JOIN generate_series(0, 1) n
 WHERE i.account_id = $1 AND i.invoice_id % 10 = 3 AND i.invoice_id BETWEEN $2::int AND $3::int
"""
TRAIL_ROWS = """
-- of each its entry, its approval, and of one in four a change by somebody
INSERT INTO audit_log (account_id, id, at, actor_id, action, subject_type, subject_id)
SELECT i.account_id, gen_random_uuid(), at, 1, action, 'invoice', i.id::text
  FROM invoices i CROSS JOIN LATERAL (VALUES
       ('invoice.entered', i.created_at, true), ('invoice.coded', i.created_at, true), ('invoice.approved', i.approved_at, true),
       ('invoice.changed', i.created_at + interval '1 minute', i.invoice_id % 4 = 0)) AS x (action, at, has)
 WHERE i.account_id = $1 AND i.invoice_id BETWEEN $2::int AND $3::int AND x.has AND x.at IS NOT NULL
"""
REQUEST_ROWS = """
INSERT INTO approvals (account_id, id, subject_type, subject_id, approver_id, status, asked, created_at, waiting_since)
SELECT i.account_id, 'pbjappr_' || i.invoice_id, 'invoice', i.id, $4, 'pending', true, i.created_at, i.created_at
  FROM invoices i
 WHERE i.account_id = $1 AND i.state = 'pending_approval' AND i.invoice_id BETWEEN $2::int AND $3::int
"""
ANALYZED = "SELECT count(*) FROM pg_stat_user_tables WHERE relname = ANY($1) AND last_autoanalyze IS NOT NULL"
FILLED = ["invoices", "invoice_items", "audit_log"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reports", description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000, help="lines of invoices (100000)")
    parser.add_argument("--rounds", type=int, default=50, help="times that each question is asked (50)")
    arguments = parser.parse_args()
    logs.configure("warning")
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG))["reads/erp"]
        deployment.serve()
        wait_until_ready(deployment.base_url)
        headers = signed_in(deployment.base_url, credentials)
        with httpx2.Client(base_url=deployment.base_url, headers=headers, trust_env=False, timeout=120) as client:
            company, location = _place(client, credentials)
            seconds = asyncio.run(_fill(deployment, credentials, company, location, arguments.lines))
            print(f"{arguments.lines} lines, put in and looked at within {seconds:.0f} s")
            for name, ask in _questions(client, company).items():
                _report(name, ask, arguments.rounds)


def _place(client: httpx2.Client, credentials: Credentials) -> tuple[int, int]:
    path = f"/v1/accounts/{racc(credentials.account_id)}"
    company, location = (
        client.get(f"{path}/{what}").raise_for_status().json()["results"][0]["id"]
        for what in ("companies", "locations")
    )
    return company, location


async def _fill(deployment: Deployment, credentials: Credentials, company: int, location: int, lines: int) -> float:
    started, invoices = time.monotonic(), lines // LINES_PER_INVOICE
    async with deployment.parts() as parts:
        async with parts.database.transaction(credentials.account_id) as tx:
            account = tx.account_id
            person = await tx.fetchval("SELECT min(id) FROM users WHERE account_id = $1", account)
            await tx.execute(VENDOR_ROWS, account, company, tx.now, VENDORS)
            await tx.execute(ACCOUNT_ROWS, account, company, tx.now, ACCOUNTS)
            await tx.execute(INVOICE_ROWS, account, company, location, tx.now, invoices, VENDORS)
        for first in range(FIRST + 1, FIRST + 1 + invoices, CHUNK):
            async with parts.database.transaction(credentials.account_id) as tx:
                chunk = (first, first + CHUNK - 1)
                await tx.execute(ITEM_ROWS, tx.account_id, tx.now, LINES_PER_INVOICE, ACCOUNTS, *chunk)
                await tx.execute(SPLIT_ROWS, tx.account_id, *chunk)
                await tx.execute(TRAIL_ROWS, tx.account_id, *chunk)
                await tx.execute(REQUEST_ROWS, tx.account_id, *chunk, person)
        while time.monotonic() - started < PATIENCE:
            async with parts.database.operator() as connection:
                if await connection.fetchval(ANALYZED, FILLED) == len(FILLED):
                    break
            await asyncio.sleep(1)
    return time.monotonic() - started


def _questions(client: httpx2.Client, company: int) -> dict[str, Callable[[], Any]]:
    def ask(path: str, **query: Any) -> Callable[[], Any]:
        asked = {"ottimate_company_id": company, **query}
        return lambda: client.get(path, params=asked).raise_for_status()

    quarter = {"date_from": "2026-06-01", "date_to": "2026-08-31"}
    ever = {"date_from": "2025-01-01", "date_to": "2026-12-31"}
    dated = {"dated_from": "2026-06-01", "dated_to": "2026-08-31", "counted_in": "spend", "limit": 20}
    return {
        "spend by vendor, a quarter": ask("/v1/reports/spend", **quarter),
        "spend by account, a quarter": ask("/v1/reports/spend", by="account", **quarter),
        "spend by account, two years": ask("/v1/reports/spend", by="account", **ever),
        "cycle time, a quarter by weeks": ask("/v1/reports/cycle-time", **quarter),
        "cycle time, two years by months": ask("/v1/reports/cycle-time", per="month", **ever),
        "touchless, a quarter by weeks": ask("/v1/reports/touchless", **quarter),
        "touchless, two years by months": ask("/v1/reports/touchless", per="month", **ever),
        "decisions that wait": ask("/v1/reports/approvals-waiting"),
        "aging": ask("/v1/reports/aging"),
        "behind an account of a quarter": ask("/v1/invoices", dimension_id="dim_7", **dated),
        "behind a vendor of a quarter": ask("/v1/invoices", ottimate_vendor_id=FIRST + 7, **dated),
        "behind a touched week": ask(
            "/v1/invoices", touched="true", approved_from="2026-08-03", approved_to="2026-08-09"
        ),
    }


def _report(name: str, ask: Callable[[], Any], rounds: int) -> None:
    ask()
    spent: list[float] = []
    size = 0
    for _ in range(rounds):
        started = time.monotonic()
        size = len(ask().content)
        spent.append((time.monotonic() - started) * 1000)
    p95 = statistics.quantiles(spent, n=20)[18]
    print(f"{name:34} {size:8} bytes  p50 {statistics.median(spent):7.1f} ms  p95 {p95:7.1f} ms")


if __name__ == "__main__":
    main()
