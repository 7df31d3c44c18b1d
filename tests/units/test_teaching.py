"""What a person teaches of units lets goods be compared that were held before."""

from typing import Any

import pytest

from harness.api import error_of
from harness.matching import billed, invoice_now, look_at_orders, match_of, reasons
from harness.orders import make_order
from harness.receipts import line, make_receipt
from harness.tenants import Tenant


def ordered(
    tenant: Tenant, name: str = "Cola", uom: str = "CS", *, two_way: bool = True, **line: Any
) -> dict[str, Any]:
    """Ten cases at 24.00, to be matched without receipts unless the order says otherwise."""
    item = {"external_id": "L1", "name": name, "sku": "10442", "quantity": 10, "price": 24, "uom": uom, **line}
    return make_order(tenant, is_2_way=two_way, total_amount=240, items=[item])


def eaches(name: str = "Cola", **changes: Any) -> list[dict[str, Any]]:
    """240 each at 1.00: the same money."""
    return [{"name": name, "sku": "10442", "quantity": 240, "price": 1, "unit": "EA", **changes}]


def outcome(tenant: Tenant, invoice: dict[str, Any]) -> str:
    return match_of(tenant, invoice)["lines"][0]["outcome"]


def taught(tenant: Tenant, order: dict[str, Any], **changes: Any) -> dict[str, Any]:
    body = {
        "ottimate_company_id": tenant.company(),
        "erp_vendor_id": order["erp_vendor_id"],
        "sku": "10442",
        "from_unit": "CS",
        "to_unit": "EA",
        "factor": 24,
        **changes,
    }
    answer = tenant.api().post("/v1/unit-conversions", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_line_whose_unit_cannot_be_converted_is_held_until_somebody_teaches_it(tenant: Tenant) -> None:
    order = ordered(tenant)
    invoice = billed(tenant, order, eaches())
    assert outcome(tenant, invoice) == "not_convertible"
    assert invoice["reasons"]
    taught(tenant, order)
    assert look_at_orders(tenant) > 0
    assert outcome(tenant, invoice) == "matched"
    assert reasons(invoice_now(tenant, invoice)) == []


def test_what_is_known_of_the_item_holds_for_the_next_invoice_and_for_no_other_item(tenant: Tenant) -> None:
    order = ordered(tenant)
    taught(tenant, order)
    assert outcome(tenant, billed(tenant, order, eaches(sku="00-10442"))) == "matched"
    other = make_order(
        tenant,
        vendor={"erp_vendor_id": order["erp_vendor_id"]},
        is_2_way=True,
        items=[{"name": "Water", "sku": "20", "quantity": 10, "price": 24, "uom": "CS"}],
    )
    assert outcome(tenant, billed(tenant, other, eaches("Water", sku="20"))) == "not_convertible"


def test_what_is_forgotten_holds_the_line_again(tenant: Tenant) -> None:
    order = ordered(tenant)
    known = taught(tenant, order)
    invoice = billed(tenant, order, eaches())
    assert outcome(tenant, invoice) == "matched"
    look_at_orders(tenant)
    assert tenant.api().delete(f"/v1/unit-conversions/{known['id']}").status_code == 200
    look_at_orders(tenant)
    assert outcome(tenant, invoice) == "not_convertible"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("COLA 24/12 OZ CAN", {"unit": "EA"}),
        ("COLA 24/12 OZ CAN", {"unit": "cans"}),
        ("COLA 24/1 LB", {"unit": "LB"}),
        ("COLA 24/1 LB", {"unit": "OZ", "quantity": 3840, "price": 0.0625}),
        ("COLA 24/1 LB", {"unit": "DZ", "quantity": 20, "price": 12}),
    ],
)
def test_a_pack_in_the_name_of_what_was_ordered_needs_no_teaching(
    tenant: Tenant, name: str, line: dict[str, Any]
) -> None:
    order = ordered(tenant, name)
    assert outcome(tenant, billed(tenant, order, eaches("Cola", **line))) == "matched"


def test_a_wrong_price_is_found_across_units(tenant: Tenant) -> None:
    order = ordered(tenant, "COLA 24/12 OZ CAN")
    invoice = billed(tenant, order, eaches(price=1.25))
    assert outcome(tenant, invoice) == "price_variance"


def approve(tenant: Tenant, invoice: dict[str, Any]) -> str | None:
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    return None if answer.status_code == 200 else error_of(answer)


def test_nobody_approves_by_a_conversion_that_was_corrected_since(tenant: Tenant) -> None:
    order = ordered(tenant)
    taught(tenant, order)
    invoice = billed(tenant, order, eaches())
    look_at_orders(tenant)
    taught(tenant, order, factor=48)
    assert approve(tenant, invoice) == "match_pending"
    look_at_orders(tenant)
    assert approve(tenant, invoice) == "not_approvable"
    taught(tenant, order)
    look_at_orders(tenant)
    assert approve(tenant, invoice) is None


def test_nobody_approves_by_goods_that_were_counted_by_a_conversion_of_before(tenant: Tenant) -> None:
    order = ordered(tenant, two_way=False, quantity=20)
    taught(tenant, order)
    make_receipt(tenant, order, [line(order["items"][0], 240, uom="EA")])
    invoice = billed(tenant, order, [{"name": "Cola", "sku": "10442", "quantity": 10, "price": 24, "unit": "CS"}])
    look_at_orders(tenant)
    assert outcome(tenant, invoice) == "matched"
    taught(tenant, order, factor=48)
    assert approve(tenant, invoice) == "match_pending"
    look_at_orders(tenant)
    assert approve(tenant, invoice) == "not_approvable"
