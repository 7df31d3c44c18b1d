"""An approval covers what the coding stands for in the ERP: what was swapped since does not leave."""

from typing import Any

import pytest

from harness.exports import coded, export, ready_invoice, try_export
from harness.inside import inside
from harness.invoices import make_vendor, status_of
from harness.tenants import Tenant
from payables.platform.db import Transaction


def swap(tenant: Tenant, name: str = "Food", **changes: Any) -> None:
    """The dimension that coded() made is told anew by the ERP."""
    row = {
        "erp_type": "Account",
        "ottimate_type": "account",
        "name": name,
        "code": f"C-{name}",
        "reference_id": f"R-{name}",
    }
    body = {"ottimate_company_id": tenant.company(), "dimensions": [row | {"erp_dimension_id": f"E-{name}"} | changes]}
    answer = tenant.api().post("/v1/dimensions/bulk", json=body)
    assert answer.status_code in (200, 201), answer.text


def mark(tenant: Tenant, *invoices: dict[str, Any]) -> dict[str, Any]:
    rows = [{"invoice_id": one["invoice_id"], "export_transaction_id": f"T{one['invoice_id']}"} for one in invoices]
    answer = tenant.api().post("/v1/invoices/mark-exported", json={"invoices": rows})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("change", [{"erp_dimension_id": "E-Owner"}, {"code": "C-Owner"}])
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
    assert marked["updated"] == [] and "ACCOUNT Food" in str(marked["failed"])
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


def test_another_name_changes_nothing(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant, dimensions=coded(tenant))
    swap(tenant, name="Food", **{"code": "C-Food"})
    row = {"ottimate_company_id": tenant.company(), "dimensions": [
        {"erp_type": "Account", "ottimate_type": "account", "name": "Groceries", "code": "C-Food", "reference_id": "R-Food",
         "erp_dimension_id": "E-Food"}]}  # fmt: skip
    assert tenant.api().post("/v1/dimensions/bulk", json=row).status_code in (200, 201)
    assert mark(tenant, invoice)["failed"] == []


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
