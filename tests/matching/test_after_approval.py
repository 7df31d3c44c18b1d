"""What is approved stays so, whatever becomes of its orders; once it is not approved any more, they count again."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.api import error_of
from harness.exports import coded, export, step
from harness.matching import billed, invoice_now, look_again, look_at_orders, match_of, reasons
from harness.orders import make_order
from harness.tenants import Tenant

FLOUR = {"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 30.00, "unit": "BG"}


def approve(tenant: Tenant, invoice: dict[str, Any]) -> Any:
    return tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")


def approved(tenant: Tenant) -> tuple[dict[str, Any], dict[str, Any]]:
    """An order, and its invoice, approved while it was as ordered."""
    order = make_order(tenant, is_2_way=True)
    invoice = billed(tenant, order, [FLOUR])
    assert approve(tenant, invoice).status_code == 200
    return order, invoice


def lower_price(tenant: Tenant, order: dict[str, Any]) -> None:
    kept = ("id", "name", "sku", "quantity", "uom")
    items = [{**{name: item[name] for name in kept if name in item}, "price": 3} for item in order["items"]]
    answer = tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json={"items": items})
    assert answer.status_code == 200, answer.text
    look_at_orders(tenant)


def patch(tenant: Tenant, invoice: dict[str, Any], **body: Any) -> None:
    assert tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=body).status_code == 200


def new_due_date(tenant: Tenant, invoice: dict[str, Any]) -> None:
    patch(tenant, invoice, due_date="2026-12-31")


def flag_and_answer(tenant: Tenant, invoice: dict[str, Any]) -> None:
    assert tenant.api().post(f"/v1/invoices/{invoice['id']}/flag", json={"reason": "Odd."}).status_code == 200
    patch(tenant, invoice, total_amount=invoice["total_amount"])


def exported_and_back(tenant: Tenant, invoice: dict[str, Any]) -> None:
    body = {"invoices": [{"invoice_id": invoice["invoice_id"]}]}
    assert tenant.api().post("/v1/invoices/mark-exported", json=body).status_code == 200
    answer = tenant.api().post("/v1/invoices/mark-unexported", json={**body, "flag_invoice": True})
    assert answer.status_code == 200, answer.text
    patch(tenant, invoice, total_amount=invoice["total_amount"])


@pytest.mark.parametrize("loses_approval", [new_due_date, flag_and_answer, exported_and_back])
def test_what_loses_its_approval_is_not_approved_again_over_a_difference(
    tenant: Tenant, loses_approval: Callable[[Tenant, dict[str, Any]], None]
) -> None:
    order, invoice = approved(tenant)
    lower_price(tenant, order)
    assert invoice_now(tenant, invoice)["status"] == "ready-for-export"
    loses_approval(tenant, invoice)
    assert error_of(approve(tenant, invoice)) in ("match_pending", "not_approvable")
    look_again(tenant)
    assert reasons(invoice_now(tenant, invoice)) == ["price_variance"]
    assert error_of(approve(tenant, invoice)) == "not_approvable"


def test_what_is_as_ordered_is_approved_again_without_more(tenant: Tenant) -> None:
    _, invoice = approved(tenant)
    new_due_date(tenant, invoice)
    look_again(tenant)
    assert approve(tenant, invoice).status_code == 200


@pytest.mark.parametrize("way", ["export", "mark"])
def test_where_nobody_approves_what_is_given_back_is_held_by_its_order(new_tenant: Any, way: str) -> None:
    tenant = new_tenant(approval_mode="none")
    order = make_order(tenant, is_2_way=True)
    invoice = billed(tenant, order, [FLOUR], dimensions=coded(tenant))
    named = {"invoices": [{"invoice_id": invoice["invoice_id"]}]}
    if way == "export":
        job = export(tenant)
        lower_price(tenant, order)
        assert step(tenant, job, "cancel").status_code == 200
    else:
        assert tenant.api().post("/v1/invoices/mark-exported", json=named).status_code == 200
        lower_price(tenant, order)
        assert tenant.api().post("/v1/invoices/mark-unexported", json=named).status_code == 200
    assert tenant.api().post("/v1/invoices/mark-exported", json=named).json()["updated"] == []
    look_again(tenant)
    assert reasons(invoice_now(tenant, invoice)) == ["price_variance"]


def two_lines(tenant: Tenant) -> dict[str, Any]:
    items = [
        {"name": "Flour", "sku": None, "quantity": 10, "price": 30, "uom": "BG"},
        {"name": "Gold bar", "sku": None, "quantity": 10, "price": 100, "uom": "BG"},
    ]
    return make_order(tenant, is_2_way=True, items=items, total_amount=1300)


def pair_with_gold(tenant: Tenant, user: str, invoice: dict[str, Any], order: dict[str, Any]) -> Any:
    lines = [{"item_id": invoice["items"][0]["id"], "ottimate_po_item_id": order["items"][1]["id"]}]
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/match/lines", json={"lines": lines})


DEAR = {"name": "Flour", "quantity": 10, "price": 90, "unit": "BG"}


def test_who_pairs_until_a_difference_is_gone_does_not_approve(tenant: Tenant) -> None:
    order = two_lines(tenant)
    invoice = billed(tenant, order, [DEAR])
    assert reasons(invoice) == ["price_variance"]
    assert pair_with_gold(tenant, "second", invoice, order).status_code == 200
    assert reasons(invoice_now(tenant, invoice)) == []
    assert approve(tenant, invoice).status_code == 403


def test_where_nobody_approves_only_who_may_decide_pairs_a_difference_away(new_tenant: Any) -> None:
    tenant = new_tenant(approval_mode="none")
    order = two_lines(tenant)
    invoice = billed(tenant, order, [DEAR])
    assert error_of(pair_with_gold(tenant, "all", invoice, order)) == "own_invoice"
    assert error_of(pair_with_gold(tenant, "editor", invoice, order)) == "permission_denied"
    assert reasons(invoice_now(tenant, invoice)) == ["price_variance"]
    assert pair_with_gold(tenant, "second", invoice, order).status_code == 200
    assert invoice_now(tenant, invoice)["status"] == "ready-for-export"


def test_a_pair_is_not_remembered_against_the_same_name_on_the_order(tenant: Tenant) -> None:
    order = two_lines(tenant)
    assert pair_with_gold(tenant, "all", billed(tenant, order, [DEAR]), order).status_code == 200
    later = billed(tenant, order, [{**DEAR, "quantity": 5}])
    assert reasons(later) == ["price_variance"]


def test_a_pair_of_somebody_who_may_not_decide_is_not_remembered(tenant: Tenant) -> None:
    order = two_lines(tenant)
    first = billed(tenant, order, [{**DEAR, "name": "WZ 550"}])
    pair_with_gold(tenant, "editor", first, order)
    later = billed(tenant, order, [{**DEAR, "name": "WZ 550", "quantity": 1}])
    assert match_of(tenant, later)["lines"][0]["outcome"] == "not_ordered"


def test_nobody_decides_over_numbers_that_are_about_to_be_matched_again(tenant: Tenant) -> None:
    order = make_order(tenant, is_2_way=True)
    invoice = billed(tenant, order, [{**FLOUR, "price": 39}])
    body = {"reason": "Agreed by phone."}
    items = [
        {"id": item["id"], "name": item["name"], "quantity": item["quantity"], "price": 39} for item in order["items"]
    ]
    assert tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json={"items": items}).status_code == 200
    accept = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/match/accept", json=body)
    assert error_of(accept) == "match_pending"
