"""What simultaneous entries wait at stays small: rows are locked and not written, and there are only so many."""

from harness.inside import inside
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant
from payables.duplicates.store import LOCKS
from payables.platform.db import Transaction

ROWS = "SELECT key, ctid::text, xmin::text FROM duplicate_keys WHERE account_id = $1 ORDER BY key"


async def rows(tx: Transaction) -> list[tuple[int, str, str]]:
    return [tuple(row) for row in await tx.fetch(ROWS, tx.account_id)]


def test_a_key_that_was_used_is_locked_without_a_new_row(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    make_invoice(tenant, vendor=vendor, invoice_number="HC-1")
    before = inside(tenant, rows)
    assert 1 <= len(before) <= 2
    make_invoice(tenant, vendor=vendor, invoice_number="hc 1")
    assert inside(tenant, rows) == before


def test_there_are_only_so_many(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    for n in range(8):
        make_invoice(tenant, vendor=vendor, invoice_number=f"HC-{n}", total_amount=100 + n)
    assert {0 <= key < LOCKS for key, _, _ in inside(tenant, rows)} == {True}
