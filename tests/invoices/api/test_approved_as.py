"""An approval covers what the coding stands for in the ERP: what was swapped since does not leave."""

from hashlib import sha256
from typing import Any

import pytest

from harness.exports import coded, export, ready_invoice, try_export
from harness.inside import inside
from harness.invoices import make_vendor, status_of
from harness.master_data import change_vendor, swap
from harness.tenants import Tenant
from payables.platform.db import Transaction


def mark(tenant: Tenant, *invoices: dict[str, Any]) -> dict[str, Any]:
    rows = [{"invoice_id": one["invoice_id"], "export_transaction_id": f"T{one['invoice_id']}"} for one in invoices]
    answer = tenant.api().post("/v1/invoices/mark-exported", json={"invoices": rows})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    "change",
    [{"erp_dimension_id": "E-Owner"}, {"code": "C-Owner"}, {"name": "Owner"}, {"ottimate_type": "department"}],
    ids=str,
)
@pytest.mark.parametrize("place", ["header", "line", "split"])
def test_a_dimension_that_means_another_account_since_does_not_leave_by_a_mark(
    tenant: Tenant, change: dict[str, str], place: str
) -> None:
    coding = coded(tenant)
    changes: dict[str, Any] = {"header": {"dimensions": coding}}.get(place, {})
    if place == "line":
        changes = {"items": [{"name": "Flour", "amount": 100, "dimensions": coding}]}
    if place == "split":
        changes = {"gl_splits": [{"percent": 100, "dimensions": coding}]}
    invoice = ready_invoice(tenant, **changes)
    if place == "split" and not tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["gl_splits"]:
        tenant.api().post(
            f"/v1/invoices/{invoice['id']}/splits", json={"splits": [{"percent": 100, "dimensions": coding}]}
        )
        assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
    swap(tenant, **change)
    marked = mark(tenant, invoice)
    what = f"{change.get('ottimate_type', 'account').upper()} {change.get('name', 'Food')}"
    assert marked["updated"] == [] and what in str(marked["failed"])
    now = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()
    assert now["status"] == "needs-attention"
    assert [reason["code"] for reason in now["reasons"]] == ["coding_changed_since_approval"]


def test_a_job_leaves_it_out_and_it_leaves_once_it_was_approved_anew(tenant: Tenant) -> None:
    invoice, other = ready_invoice(tenant, dimensions=coded(tenant)), ready_invoice(tenant)
    swap(tenant, erp_dimension_id="E-Owner")
    job = export(tenant, invoice_ids=[invoice["invoice_id"], other["invoice_id"]])
    assert [row["code"] for row in job["failed"]] == ["coding_changed_since_approval"]
    assert job["failed"][0]["invoice_id"] == invoice["invoice_id"] and status_of(tenant, other) == "approved"
    assert status_of(tenant, invoice) == "needs-attention"
    answer = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"dimensions": {"ACCOUNT": "E-Owner"}})
    assert answer.status_code == 200 and status_of(tenant, invoice) == "pending-approval"
    assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
    assert mark(tenant, invoice)["failed"] == []


def test_all_that_is_ready_is_looked_at_too(tenant: Tenant) -> None:
    invoice, other = ready_invoice(tenant, dimensions=coded(tenant)), ready_invoice(tenant)
    swap(tenant, code="C-Owner")
    job = export(tenant)
    assert status_of(tenant, invoice) == "needs-attention"
    assert [row["invoice_id"] for row in job["invoices"] if not row.get("code")] == [other["invoice_id"]]


def test_where_nothing_else_is_left_the_export_is_refused(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant, dimensions=coded(tenant))
    swap(tenant, code="C-Owner")
    answer = try_export(tenant, invoice_ids=[invoice["invoice_id"]])
    assert answer.status_code == 409 and "coding_changed_since_approval" in answer.text


def test_case_and_blanks_of_a_name_change_nothing(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = ready_invoice(tenant, vendor=vendor, dimensions=coded(tenant))
    swap(tenant, name="FOOD")
    change_vendor(tenant, vendor, erp_vendor_name=vendor["erp_vendor_name"].upper().replace(" ", "  "))
    assert mark(tenant, invoice)["failed"] == []


def test_a_vendor_of_another_name_does_not_leave(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = ready_invoice(tenant, vendor=vendor)
    change_vendor(tenant, vendor, erp_vendor_name="Evil Corp")
    assert "vendor Evil Corp" in str(mark(tenant, invoice)["failed"])


def test_what_was_approved_before_names_were_covered_leaves_under_another_name(tenant: Tenant) -> None:
    vendor, coding = make_vendor(tenant), coded(tenant)
    invoices = [ready_invoice(tenant, vendor=vendor, dimensions=coding) for _ in range(2)]
    dimension = tenant.api().get(f"/v1/invoices/{invoices[0]['id']}").json()["dimensions"]["ACCOUNT"]["id"]
    approved = [
        f'["dimension", "{dimension}", "E-Food", "C-Food"]',
        f'["vendor", {vendor["id"]}, "{vendor["erp_vendor_id"]}"]',
    ]
    digests = b"".join(sha256(text.encode()).digest()[:16] for text in approved)

    async def as_then(tx: Transaction) -> None:
        await tx.execute("UPDATE invoices SET approved_as = $2 WHERE account_id = $1", tx.account_id, digests)

    inside(tenant, as_then)
    swap(tenant, name="Groceries")
    assert mark(tenant, invoices[0])["failed"] == []
    swap(tenant, code="C-Owner")
    assert mark(tenant, invoices[1])["updated"] == []


def test_a_vendor_of_another_erp_id_does_not_leave_and_a_missing_one_may_be_filled_in(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = ready_invoice(tenant, vendor=vendor)
    swap_vendor(tenant, vendor["id"], "V-EVIL")
    assert "vendor" in str(mark(tenant, invoice)["failed"])
    bare = make_vendor(tenant)
    swap_vendor(tenant, bare["id"], None)
    later = ready_invoice(tenant, ottimate_vendor_id=bare["id"], erp_vendor_id=None, vendor=bare)
    swap_vendor(tenant, bare["id"], "V-NEW")
    assert mark(tenant, later)["failed"] == []


def swap_vendor(tenant: Tenant, vendor: int, erp_id: str | None) -> None:
    """As a sync of vendors does it: no endpoint changes the id of a vendor."""

    async def write(tx: Transaction) -> None:
        await tx.execute(
            "UPDATE vendors SET erp_vendor_id = $3 WHERE account_id = $1 AND id = $2", tx.account_id, vendor, erp_id
        )

    inside(tenant, write)
