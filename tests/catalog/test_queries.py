"""Entries, variances and the invoices that follow them are found along indexes, however many there are."""

from typing import Any

import pytest

from harness.inside import analyze, inside, plans
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from payables.catalog.queries import entries, variances
from payables.invoices.queries.open_to_catalog import open_of_vendor
from payables.kit.pages import Page
from payables.platform.db import Transaction

ENTRIES = """
INSERT INTO catalog_entries (account_id, id, company_id, vendor_id, erp_vendor_id, item_name, unique_key, key_given, created_at,
                             updated_at)
SELECT $1, 500000 + n, $2, $3, CASE n % 40 WHEN 0 THEN $4 ELSE 'V' || n % 40 END, 'Item ' || n, 'key-' || n, false,
       timestamptz '2026-01-01' + n * interval '1 second', now()
  FROM generate_series(1, 8000) n
"""

INVOICES = """
INSERT INTO invoices (account_id, id, invoice_id, company_id, location_id, vendor_id, type, number, invoice_date, currency,
                      state, source, created_at, updated_at)
SELECT $1, gen_random_uuid(), 500000 + n, $2, $3, $4, 'invoice', 'I-' || n, '2026-01-01', 'USD',
       CASE n % 10 WHEN 0 THEN 'pending_approval' ELSE 'archived' END, 'api', now(), now()
  FROM generate_series(1, 5000) n
"""


@pytest.fixture(scope="module")
def stocked(server: Server) -> Tenant:
    """An account with 8,000 entries beside another; one in forty is of the vendor that is there."""
    tenant = make_tenant(server)
    for one in (make_tenant(server), make_tenant(server), tenant):
        vendor = make_vendor(one)
        inside(one, _fill, vendor, one.company(), one.location())
    for table in ("catalog_entries", "catalog_items", "invoices"):
        analyze(server, table)
    return tenant


async def _fill(tx: Transaction, vendor: dict[str, Any], company: int, location: int) -> None:
    await tx.execute(ENTRIES, tx.account_id, company, vendor["id"], vendor["erp_vendor_id"])
    await tx.execute(INVOICES, tx.account_id, company, location, vendor["id"])


def plan_of(tenant: Tenant, work: Any, *args: Any) -> str:
    (plan,) = inside(tenant, plans, work, *args)
    return plan


def test_the_newest_entries_are_read_in_their_order(stocked: Tenant) -> None:
    plan = plan_of(stocked, entries.listed, entries.Wanted(stocked.company()), Page(1, 20))
    assert "Sort" not in plan, plan
    assert "Seq Scan" not in plan, plan


def test_the_entries_of_a_vendor_are_found_by_it(stocked: Tenant) -> None:
    wanted = entries.Wanted(stocked.company(), erp_vendor_id="V7")
    plan = plan_of(stocked, entries.listed, wanted, Page(1, 20))
    assert plan.count("catalog_entries_of_erp_vendor") == 2, plan
    assert inside(stocked, entries.listed, wanted, Page(3, 5))[0] == 200


def test_a_search_reads_the_entries_once(stocked: Tenant) -> None:
    wanted = entries.Wanted(stocked.company(), search="TEM 799")
    assert plan_of(stocked, entries.listed, wanted, Page(1, 20)).count("strpos") == 1 * 2
    assert inside(stocked, entries.listed, wanted, Page(1, 5))[0] == 11


def test_variances_look_at_no_entry_that_has_none(stocked: Tenant) -> None:
    plan = plan_of(stocked, variances.variances, variances.Wanted(stocked.company(), variance_only=True), Page(1, 20))
    (newest, _) = plan.split("->  Sort", 1)
    assert "catalog_entries" not in newest, plan


def test_the_open_invoices_of_a_vendor_are_read_in_the_order_of_their_ids(stocked: Tenant) -> None:
    vendor = inside(stocked, _vendor)
    plan = plan_of(stocked, open_of_vendor, stocked.company(), vendor, None, 100)
    assert "invoices_open_of_vendor" in plan, plan
    assert "Sort" not in plan, plan
    assert len(inside(stocked, open_of_vendor, stocked.company(), vendor, None, 100)) == 100


async def _vendor(tx: Transaction) -> int:
    return await tx.fetchval("SELECT id FROM vendors WHERE account_id = $1", tx.account_id)
