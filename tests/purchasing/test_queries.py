"""Orders and receipts are found along indexes, however many there are."""

from datetime import date
from typing import Any

import pytest

from harness.inside import analyze, inside, plans
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from payables.accounts.model import Company
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.purchasing.queries import order_lists, orders, other_units, receipts
from payables.reporting.queries.accrual import received_not_invoiced
from payables.reporting.queries.open_orders import open_orders

pytestmark = pytest.mark.proof

ORDERS = """
INSERT INTO purchase_orders (account_id, id, company_id, location_id, vendor_id, erp_vendor_id, external_id, po_number,
                             number_key, status, ordered_on, total_amount, created_at, updated_at)
SELECT $1, gen_random_uuid(), $2, $3, $4, $5, 'E' || n, 'N' || n, 'N' || n,
       CASE WHEN n % 50 = 0 THEN 'open' ELSE 'closed' END, date '2020-01-01' + n / 20, 100,
       timestamptz '2020-01-01' + n * interval '1 hour', now()
  FROM generate_series(1, $6::int) n
"""
LINES = """
INSERT INTO purchase_order_items (account_id, id, purchase_order, position, name, quantity, price, uom, created_at, updated_at)
SELECT account_id, gen_random_uuid(), id, 0, 'Flour', 2, 30, 'CS', now(), now() FROM purchase_orders WHERE account_id = $1
"""
RECEIPTS = """
INSERT INTO receipts (account_id, id, company_id, purchase_order, receipt_number, number_key, status, received_on, total_amount,
                      created_at, updated_at)
SELECT account_id, gen_random_uuid(), company_id, id, number_key, number_key, 'open', ordered_on, 60, created_at, now()
  FROM purchase_orders WHERE account_id = $1
"""
RECEIVED = """
INSERT INTO receipt_items (account_id, id, receipt, position, purchase_order_item, quantity, uom, counted, created_at, updated_at)
SELECT r.account_id, gen_random_uuid(), r.id, 0, i.id, 2, 'CS', 2, now(), now()
  FROM receipts r JOIN purchase_order_items i ON i.account_id = r.account_id AND i.purchase_order = r.purchase_order
 WHERE r.account_id = $1
"""
MANY = 4_000


@pytest.fixture(scope="module")
def crowded(server: Server) -> Tenant:
    """An account with 4,000 orders of one vendor, each with a receipt, beside one with 16,000; one in fifty is open."""
    neighbour, tenant = make_tenant(server), make_tenant(server)
    for one, count in ((neighbour, 4 * MANY), (tenant, MANY)):
        vendor = make_vendor(one)
        inside(one, _fill, one.company(), one.location(), vendor["id"], vendor["erp_vendor_id"], count)
    for table in ("purchase_orders", "purchase_order_items", "receipts", "receipt_items"):
        analyze(server, table)
    return tenant


async def _fill(tx: Transaction, *place: Any) -> None:
    await tx.execute(ORDERS, tx.account_id, *place)
    for sql in (LINES, RECEIPTS, RECEIVED):
        await tx.execute(sql, tx.account_id)


def seen(tenant: Tenant, work: Any, *args: Any, **options: Any) -> list[str]:
    """The plans of a call; none reads a table from its beginning to its end."""
    found = inside(tenant, plans, work, *args, **options)
    for plan in found:
        assert "Seq Scan" not in plan, plan
    return found


@pytest.mark.parametrize("by", ["everything", "company", "location"])
def test_the_newest_orders_and_receipts_are_read_in_their_order(crowded: Tenant, by: str) -> None:
    places = {"company": {"company_id": crowded.company()}, "location": {"location_id": crowded.location()}}
    place: dict[str, Any] = places.get(by, {})
    (plan,) = seen(crowded, order_lists.listed, Scope(), order_lists.Wanted(**place), Page(1, 20))
    assert "Sort" not in plan, plan
    (plan,) = inside(crowded, plans, receipts.listed, Scope(), receipts.Wanted(**place), Page(1, 20))
    assert by == "location" or ("Sort" not in plan and "Seq Scan" not in plan), plan


@pytest.mark.parametrize(
    "names", [{"po_number": "N 17"}, {"external_id": "E17"}, {"po_number": "N17", "external_id": "E17"}]
)
def test_the_order_that_a_receipt_names_is_found_by_an_index(crowded: Tenant, names: dict[str, str]) -> None:
    place = (crowded.company(), crowded.location(), inside(crowded, _vendor)[1])
    assert inside(crowded, orders.by_lookup, *place, **names)
    for plan in seen(crowded, orders.by_lookup, *place, **names):
        (condition,) = [row for row in plan.splitlines() if "Index Cond" in row]
        assert "number_key" in condition or "external_id" in condition, plan


def test_an_order_is_not_found_by_names_of_two(crowded: Tenant) -> None:
    place = (crowded.company(), crowded.location(), inside(crowded, _vendor)[1])
    assert inside(crowded, orders.by_lookup, *place, po_number="N17", external_id="E18") is None
    assert inside(crowded, orders.by_lookup, *place, po_number="N17", external_id="none") is None


def test_what_was_received_in_other_units_is_looked_for_among_open_orders(crowded: Tenant) -> None:
    (plan,) = seen(crowded, other_units.lock_in_other_units, crowded.company(), inside(crowded, _vendor)[0], None, 100)
    assert "receipt_items_uncounted" in plan, plan
    assert "purchase_orders_of_vendor" in plan, plan


def test_a_page_of_open_orders_sums_up_no_other(crowded: Tenant) -> None:
    """The total of all is another statement: of the orders that are open."""
    east = inside(crowded, _company)
    *_, page = seen(crowded, open_orders, Scope(), east, None, None, Page(1, 20))
    assert "purchase_orders_unfinished" in page, page
    assert "(purchase_order = o.id)" in page, page


def test_an_accrual_reads_receipts_by_their_day(crowded: Tenant) -> None:
    early = date(2020, 1, 3)
    (plan,) = seen(crowded, received_not_invoiced, Scope(), inside(crowded, _company), early, None, Page(1, 20))
    assert "receipts_by_day" in plan, plan


async def _vendor(tx: Transaction) -> Any:
    return await tx.fetchrow("SELECT id, erp_vendor_id FROM vendors WHERE account_id = $1 LIMIT 1", tx.account_id)


async def _company(tx: Transaction) -> Company:
    id = await tx.fetchval("SELECT min(company_id) FROM purchase_orders WHERE account_id = $1", tx.account_id)
    return Company(id, "East", "USD", (), ())
