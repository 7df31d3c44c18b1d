"""A month with one supplier, through the public API alone and with a worker: ordered, delivered in parts, billed too early and
too dear, claimed, credited, exported, and told by the reports."""

import time
from collections.abc import Callable
from typing import Any

from harness.batches import completed
from harness.dimensions import make_dimension
from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.tenants import Tenant
from harness.worker import working

LINES = [
    {
        "external_id": "10",
        "name": "Tomatoes, crushed 6/10#",
        "sku": "TOM-610",
        "quantity": 10,
        "price": 60,
        "uom": "CS",
        "dimensions": {"ACCOUNT": "5100"},
    },
    {
        "external_id": "20",
        "name": "Flour 50 LB",
        "sku": "FLO-50",
        "quantity": 4,
        "price": 25,
        "uom": "BG",
        "dimensions": {"ACCOUNT": "5200"},
    },
]


def until(what: Callable[[], Any], wanted: Any, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while (found := what()) != wanted:
        assert time.monotonic() < deadline, f"still {found} after {seconds} s, not {wanted}"
        time.sleep(0.1)


def order(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    """As an ERP sends it: in a batch."""
    body = {
        "ottimate_company_id": tenant.company(),
        "ottimate_location_id": tenant.location(),
        "purchase_orders": [
            {
                "external_id": "ERP-PO-1",
                "po_number": "PO-2026-0815",
                "erp_vendor_id": vendor["erp_vendor_id"],
                "date": "2026-10-01",
                "total_amount": 700,
                "items": LINES,
            }
        ],
    }
    accepted = tenant.api().post("/v1/purchase-orders/bulk-upsert/", json=body)
    assert accepted.status_code == 202, accepted.text
    completed(tenant, accepted.json()["batch_id"])
    (found,) = tenant.api().get("/v1/purchase-orders", params={"external_id": "ERP-PO-1"}).json()["purchase_orders"]
    return found


def deliver(tenant: Tenant, vendor: dict[str, Any], number: str, day: str, **quantities: float) -> None:
    """By the look-ups that an ERP has: the order's number and the lines' own ids."""
    lines = {"tomatoes": "10", "flour": "20"}
    body = {
        "erp_vendor_id": vendor["erp_vendor_id"],
        "ottimate_location_id": tenant.location(),
        "po_number": "PO-2026-0815",
        "receipt_number": number,
        "date": day,
        "total_amount": 0,
        "items": [{"po_external_item_id": lines[name], "quantity": quantity} for name, quantity in quantities.items()],
    }
    answer = tenant.api().post("/v1/receipts", json=body)
    assert answer.status_code == 201, answer.text


def test_a_month_with_one_supplier(tenant: Tenant) -> None:
    for account in ("5100", "5200"):
        make_dimension(tenant, "account", account)
    vendor = make_vendor(tenant)
    with working(tenant.server):
        po = order(tenant, vendor)
        # billed before anything came, by the can instead of the case, without a word on the coding
        items = [
            {"name": "Tomatoes crushed", "sku": "TOM-610", "quantity": 60, "unit": "EA", "price": 10.50},
            {"name": "Flour 50 LB", "sku": "FLO-50", "quantity": 4, "unit": "BG", "price": 25},
        ]
        body = invoice_body(
            tenant,
            vendor,
            purchase_order="po 2026-815",
            items=items,
            total_amount=730,
            total_tax=0,
            invoice_date="2026-10-05",
        )
        invoice = tenant.api().post("/v1/invoices", json=body).json()

        def held() -> list[str]:
            return sorted(r["code"] for r in tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["reasons"])

        assert held() == ["not_received", "not_received", "price_variance"]
        coded = [item["dimensions"]["ACCOUNT"]["erp_dimension_id"] for item in invoice["items"]]
        assert coded == ["5100", "5200"]

        deliver(tenant, vendor, "GR-1", "2026-10-06", tomatoes=6, flour=4)
        until(held, ["price_variance", "quantity_variance"])
        deliver(tenant, vendor, "GR-2", "2026-10-09", tomatoes=4)
        until(held, ["price_variance"])

        # 10.50 a can are 63 a case where 60 were agreed: paid, and 30.00 claimed
        claim = {"invoice_id": invoice["id"], "reason": "Agreed were 60 a case."}
        (claimed,) = tenant.api("second").post("/v1/claims", json=claim).json()["claims"]
        assert (claimed["amount"], claimed["outcome"]) == (30, "price_variance")
        assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
        job = tenant.api().post("/v1/exports", json={"ottimate_company_id": tenant.company()})
        assert job.status_code == 201, job.text

    found = tenant.api().get(f"/v1/purchase-orders/{po['id']}").json()["purchase_order"]
    assert found["status"] == "closed"
    memo = make_invoice(
        tenant, vendor=vendor, type="credit_memo", total_amount=30, total_tax=0, items=[], invoice_date="2026-10-20"
    )
    settled = tenant.api().post(f"/v1/claims/{claimed['id']}/settle", json={"credit_memo_id": memo["id"]}).json()
    assert settled["status"] == "settled"

    def accrued(day: str) -> float:
        params = {"ottimate_company_id": tenant.company(), "as_of": day}
        return tenant.api().get("/v1/reports/received-not-invoiced", params=params).json()["total_amount"]

    assert (accrued("2026-10-31"), accrued("2026-10-04")) == (0, 0)
    params = {"ottimate_company_id": tenant.company(), "as_of": "2026-10-31"}
    (owed,) = tenant.api().get("/v1/reports/aging", params=params).json()["totals"]
    assert owed["total"] == 700
