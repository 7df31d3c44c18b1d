"""Work on many invoices locks all that it needs at once: two such requests wait for each other, and never in a circle."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import asyncpg
import pytest

from harness.invoices import make_invoice, make_vendor
from harness.server import Server
from harness.splits import make_accounts
from harness.tenants import Tenant

ROWS = 60
HEAD = (
    "ottimate_location_id,erp_vendor_id,invoice_number,invoice_date,currency,total_amount,"
    "item_name,item_quantity,item_price"
)
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
STATISTICS_ARE_WRITTEN = 1.5  # seconds; a backend reports once a second at most


@pytest.fixture(autouse=True)
def no_circle(server: Server) -> Iterator[None]:
    """A request that the database threw out of a circle is run again and succeeds: only the database tells."""
    before = server.run(deadlocks(server))
    yield
    time.sleep(STATISTICS_ARE_WRITTEN)
    assert server.run(deadlocks(server)) == before


async def deadlocks(server: Server) -> int:
    connection = await asyncpg.connect(server.database_dsns.superuser)
    try:
        return await connection.fetchval(DEADLOCKS)
    finally:
        await connection.close()


def test_two_imports_of_the_same_rows_in_opposite_order(tenant: Tenant) -> None:
    one, other = imports(tenant)
    assert (one["created"], other["created"]) == (ROWS, ROWS)
    assert (notes(one), notes(other)) == (ROWS, 0)


def test_two_imports_are_undone_at_once(tenant: Tenant) -> None:
    done = imports(tenant)
    api = tenant.api()
    answers = at_once([lambda id=one["id"]: api.post(f"/v1/imports/{id}/undo") for one in done])
    assert [answer.status_code for answer in answers] == [200, 200]
    assert {row["undone"] for row in answers[0].json()["rows"]} == {True}


def test_copies_are_restored_in_opposite_order(tenant: Tenant) -> None:
    firsts, copies = pairs(tenant)
    for ids in (firsts, copies):
        assert move(tenant, "archive", ids).status_code == 200
    answers = at_once([lambda: move(tenant, "restore", firsts), lambda: move(tenant, "restore", copies[::-1])])
    assert [len(answer.json()["updated"]) for answer in answers] == [ROWS, ROWS]


def test_copies_are_coded_at_once(tenant: Tenant) -> None:
    make_accounts(tenant, "A")
    lines = rows(tenant, item=",Flour,1,100")
    _, *copies = [imported(tenant, order).json() for order in (lines, lines, lines[::-1])]
    api, coding = tenant.api(), {"all_uncoded": True, "dimensions": {"ACCOUNT": "A"}}
    bodies = [{"invoice_ids": [row["id"] for row in done["rows"]], **coding} for done in copies]
    answers = at_once([lambda body=body: api.post("/v1/invoices/lines/code", json=body) for body in bodies])
    assert [len(answer.json()["updated"]) for answer in answers] == [ROWS, ROWS]


def test_imports_and_single_entries_at_once(tenant: Tenant) -> None:
    lines = rows(tenant)
    single = lines[ROWS // 2]
    answers = at_once([lambda: imported(tenant, lines), *[lambda: imported(tenant, [single]) for _ in range(4)]])
    assert {answer.status_code for answer in answers} == {201}
    assert sum(notes(answer.json()) for answer in answers) == 4


def imports(tenant: Tenant) -> list[dict[str, Any]]:
    """The one whose invoices are the copies comes first."""
    lines = rows(tenant)
    answers = at_once([lambda order=order: imported(tenant, order) for order in (lines, lines[::-1])])
    assert [answer.status_code for answer in answers] == [201, 201], [answer.text[:500] for answer in answers]
    return sorted([answer.json() for answer in answers], key=notes, reverse=True)


def rows(tenant: Tenant, *, item: str = ",,,") -> list[str]:
    vendor, location = make_vendor(tenant)["erp_vendor_id"], tenant.location()
    return [f"{location},{vendor},HC-{n},2026-11-02,USD,{n}{item}" for n in range(1000, 1000 + ROWS)]


def imported(tenant: Tenant, order: list[str]) -> Any:
    return tenant.api().post(
        "/v1/imports",
        files={"file": ("rows.csv", "\n".join([HEAD, *order]).encode(), "text/csv")},
        data={"kind": "invoices", "ottimate_company_id": str(tenant.company())},
    )


def notes(done: dict[str, Any]) -> int:
    """How many of its rows were found to be there already."""
    return sum("keep one of them" in " ".join(row["notes"]) for row in done["rows"])


def pairs(tenant: Tenant) -> tuple[list[int], list[int]]:
    vendor = make_vendor(tenant)
    made = [
        [
            make_invoice(tenant, vendor=vendor, invoice_number=f"HC-{n}", total_amount=n)
            for n in range(2000, 2000 + ROWS)
        ]
        for _ in range(2)
    ]
    firsts, copies = ([invoice["invoice_id"] for invoice in each] for each in made)
    return firsts, copies


def move(tenant: Tenant, verb: str, invoices: list[int]) -> Any:
    body = {"invoices": [{"invoice_id": id} for id in invoices]}
    return tenant.api().post(f"/v1/invoices/{verb}", json=body)


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    ready = Barrier(len(calls))

    def start(call: Callable[[], Any]) -> Any:
        ready.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(start, calls))
