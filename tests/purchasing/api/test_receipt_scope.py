"""Who may see and enter which receipts: not yours looks like not there."""

import pytest

from harness.api import error_of, fields_of
from harness.orders import make_order
from harness.receipts import make_receipt, receipt_body, receipts_body, received, send_receipt
from harness.tenants import Tenant


def test_receipts_of_another_account_are_unknown(tenant: Tenant, other_tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order)
    stranger, path = other_tenant.api(), f"/v1/receipts/{receipt['id']}"
    assert stranger.get(path).status_code == 404
    assert stranger.patch(path, json={"note": "x"}).status_code == 404
    for step in ("archive", "delete", "reopen"):
        assert stranger.post(f"{path}/{step}", json={"reason": "x"}).status_code == 404
    assert stranger.get("/v1/receipts").json()["count"] == 0
    assert stranger.get("/v1/receipts", params={"ottimate_po_id": order["id"]}).status_code == 404
    answer = send_receipt(other_tenant, order)
    assert fields_of(answer) == {"ottimate_po_id": "unknown_order"}
    assert received(tenant, order) == [1, 0]


def test_orders_of_another_account_are_not_found_by_their_names(tenant: Tenant, other_tenant: Tenant) -> None:
    order = make_order(tenant, external_id="E-1")
    body = {**receipt_body(order), "erp_vendor_id": order["erp_vendor_id"], "po_external_id": "E-1"}
    del body["ottimate_po_id"]
    there = other_tenant.api().post("/v1/receipts", json={**body, "ottimate_location_id": tenant.location()})
    assert (there.status_code, error_of(there)) == (404, "not_found")
    here = other_tenant.api().post("/v1/receipts", json={**body, "ottimate_location_id": other_tenant.location()})
    assert fields_of(here) == {"po_external_id": "unknown_order"}


def test_a_key_of_one_location_sees_and_receives_there_alone(tenant: Tenant) -> None:
    here = make_order(tenant)
    park = make_order(tenant, ottimate_location_id=tenant.location("park"))
    there = make_receipt(tenant, park, external_id="THERE")
    one = tenant.api("main")
    assert one.get(f"/v1/receipts/{there['id']}").status_code == 404
    assert one.patch(f"/v1/receipts/{there['id']}", json={"note": "x"}).status_code == 404
    assert one.get("/v1/receipts").json()["receipts"] == []
    outside = one.get("/v1/receipts", params={"ottimate_location_id": tenant.location("park")})
    assert (outside.status_code, error_of(outside)) == (403, "out_of_scope")
    assert fields_of(send_receipt(tenant, park, api=one)) == {"ottimate_po_id": "unknown_order"}
    taken = send_receipt(tenant, here, api=one, external_id="THERE")
    assert (taken.status_code, error_of(taken)) == (409, "receipt_of_another_order")
    assert there["id"] not in taken.text
    assert send_receipt(tenant, here, api=one).status_code == 201
    assert one.get("/v1/receipts").json()["count"] == 1


def test_a_location_outside_the_scope_is_refused_by_name(tenant: Tenant) -> None:
    order = make_order(tenant, ottimate_location_id=tenant.location("park"))
    body = {**receipt_body(order), "ottimate_location_id": tenant.location("park")}
    answer = tenant.api("main").post("/v1/receipts", json=body)
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")


def test_a_bulk_receives_for_its_own_company_alone(tenant: Tenant) -> None:
    west = tenant.company("west")
    answer = tenant.api("east").post(
        "/v1/receipts/bulk", json=receipts_body(tenant, [receipt_body(make_order(tenant))], ottimate_company_id=west)
    )
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    place = {"ottimate_location_id": tenant.location("hafen"), "erp_vendor_id": "V", "po_number": "1"}
    body = {**receipt_body(make_order(tenant)), **place, "ottimate_po_id": None}
    answer = tenant.api().post("/v1/receipts/bulk", json=receipts_body(tenant, [body]))
    assert fields_of(answer) == {"receipts[0].ottimate_location_id": "unknown_location"}


@pytest.mark.parametrize("user", ["reader"])
def test_whoever_may_only_read_enters_nothing(tenant: Tenant, user: str) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order)
    api, path = tenant.api(user), f"/v1/receipts/{receipt['id']}"
    assert api.get(path).status_code == 200
    for answer in (
        send_receipt(tenant, order, api=api),
        api.patch(path, json={"note": "x"}),
        api.post(f"{path}/delete", json={"reason": "x"}),
        api.post("/v1/receipts/bulk", json=receipts_body(tenant, [receipt_body(order)])),
    ):
        assert (answer.status_code, error_of(answer)) == (403, "permission_denied")
