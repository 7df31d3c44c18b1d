"""How many statements matching takes: as many for a hundred lines and ten deliveries as for one."""

from typing import Any

from harness.invoices import invoice_body
from harness.matching import billed
from harness.orders import make_order
from harness.receipts import line, make_receipt
from harness.statements import statements_of
from harness.tenants import Tenant


def goods(count: int) -> list[dict[str, Any]]:
    return [{"name": f"Item {n}", "sku": f"SKU-{n}", "quantity": 4, "price": 5, "uom": "EA"} for n in range(count)]


def received_order(tenant: Tenant, lines: int, deliveries: int) -> dict[str, Any]:
    order = make_order(tenant, items=goods(lines), total_amount=20 * lines)
    for _ in range(deliveries):
        make_receipt(tenant, order, [line(item, 1) for item in order["items"]])
    return order


def statements(tenant: Tenant, lines: int, deliveries: int) -> int:
    """Of entering an invoice for all of a new order."""
    order = received_order(tenant, lines, deliveries)
    items = [{**item, "unit": item["uom"], "quantity": deliveries} for item in goods(lines)]
    items = [{name: value for name, value in item.items() if name != "uom"} for item in items]
    fields = {"items": items, "total_amount": 5 * deliveries * lines, "total_tax": 0}
    vendor = {"erp_vendor_id": order["erp_vendor_id"]}
    body = invoice_body(tenant, vendor, purchase_order=order["po_number"], **fields)

    def enter() -> None:
        answer = tenant.api().post("/v1/invoices", json=body)
        assert (answer.status_code, answer.json()["reasons"]) == (201, [])

    return len(statements_of(tenant.server, enter))


def test_matching_takes_as_many_statements_for_many_lines_as_for_one(tenant: Tenant) -> None:
    statements(tenant, 60, 1)  # a process reserves its numbers in blocks
    one, many = statements(tenant, 1, 1), min(statements(tenant, 60, 4) for _ in range(2))
    assert many - 1 <= one <= 34  # one more where a process reserves its next numbers


def test_looking_again_takes_no_more_with_many_lines(tenant: Tenant) -> None:
    def look(lines: int) -> int:
        order = received_order(tenant, lines, 1)
        items = [{"name": g["name"], "sku": g["sku"], "quantity": 1, "price": 5, "unit": "EA"} for g in goods(lines)]
        invoice = billed(tenant, order, items)
        path = f"/v1/invoices/{invoice['id']}/match"
        return len(statements_of(tenant.server, lambda: tenant.api().post(path)))

    look(1)
    assert look(60) <= look(1) <= 30
