"""GET /v1/invoices (contract/invoices-and-catalog.md section 3.1)."""

import json
from datetime import timedelta
from typing import Any

import pytest

from harness.api import Api, error_of, fields_of
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant


def numbers(api: Api, **params: Any) -> list[str | None]:
    answer = api.get("/v1/invoices", params=params)
    assert answer.status_code == 200, answer.text
    return [invoice["invoice_number"] for invoice in answer.json()["results"]]


def set_columns(tenant: Tenant, invoice: dict[str, Any], **values: Any) -> None:
    """What no endpoint sets yet."""
    columns = ", ".join(f"{name} = ${n}" for n, name in enumerate(values, 3))

    async def write() -> None:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            sql = f"UPDATE invoices SET {columns} WHERE account_id = $1 AND id = $2"
            await tx.execute(sql, tx.account_id, invoice["id"], *values.values())

    tenant.server.run(write())


def test_newest_first_in_pages(tenant: Tenant, api: Api) -> None:
    for n in "abc":
        make_invoice(tenant, invoice_number=n)
    answer = api.get("/v1/invoices", params={"limit": 2}).json()
    assert {name: answer[name] for name in ("version", "count", "page", "limit")} == {
        "version": "1.0.0", "count": 3, "page": 1, "limit": 2,
    }  # fmt: skip
    assert [invoice["invoice_number"] for invoice in answer["results"]] == ["c", "b"]
    assert numbers(api, limit=2, page=2) == ["a"]
    assert numbers(api, page=9) == []
    assert api.get("/v1/invoices", params={"page": 9}).json()["count"] == 3


def test_an_empty_list_counts_none(tenant: Tenant, api: Api) -> None:
    assert api.get("/v1/invoices/").json()["count"] == 0


def test_the_list_shows_what_the_detail_shows(tenant: Tenant, api: Api) -> None:
    detail = make_invoice(tenant)
    (listed,) = api.get("/v1/invoices").json()["results"]
    for name in ("version", "gl_splits", "items", "coding"):
        del detail[name]
    assert listed == detail


def test_by_status(tenant: Tenant, api: Api) -> None:
    make_invoice(tenant, invoice_number="pending")
    make_invoice(tenant, invoice_number="incomplete", total_amount=None)
    approved = make_invoice(tenant, invoice_number="approved")
    exported = make_invoice(tenant, invoice_number="exported")
    for invoice in (approved, exported):
        assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
    api.post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": exported["invoice_id"]}]})
    archived = make_invoice(tenant, invoice_number="archived")
    set_columns(tenant, archived, state="archived")
    assert numbers(api, status="pending-approval") == ["pending"]
    assert numbers(api, status="incomplete") == numbers(api, status="needs-attention") == ["incomplete"]
    assert numbers(api, status="approved") == ["exported", "approved"]
    assert numbers(api, status="ready-for-export") == ["approved"]
    assert numbers(api, status="exported") == ["exported"]
    assert numbers(api, status="archived") == ["archived"]
    assert numbers(api, status="processing") == []
    shown = {i["invoice_number"]: i["status"] for i in api.get("/v1/invoices").json()["results"]}
    assert shown == {
        "pending": "pending-approval",
        "incomplete": "needs-attention",
        "approved": "ready-for-export",
        "exported": "exported",
        "archived": "archived",
    }


def test_a_vendor_the_erp_does_not_know_keeps_an_approved_invoice_from_export(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant, invoice_number="held")
    set_columns(tenant, invoice, hold_reason="Price dispute")
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert numbers(api, status="ready-for-export") == []
    (shown,) = api.get("/v1/invoices", params={"status": "approved"}).json()["results"]
    assert (shown["status"], shown["on_hold"]) == ("approved", {"is_held": True, "reason": "Price dispute"})


def test_by_payment_status(tenant: Tenant, api: Api) -> None:
    for number, paid in (("unpaid", 0), ("partial", 50), ("paid", 110)):
        set_columns(tenant, make_invoice(tenant, invoice_number=number), paid_amount=paid)
    for number in ("unpaid", "partial", "paid"):
        assert numbers(api, payment_status=number) == [number]
    shown = {i["invoice_number"]: i for i in api.get("/v1/invoices").json()["results"]}
    assert [shown[n]["outstanding_balance"] for n in ("unpaid", "partial", "paid")] == [110, 60, 0]
    assert [n for n in shown if "payment_info" in shown[n]] == ["paid"]


def test_by_dates_with_both_ends(tenant: Tenant, api: Api) -> None:
    old = make_invoice(tenant, invoice_number="old")
    tenant.server.clock.offset = timedelta(minutes=30)
    new = make_invoice(tenant, invoice_number="new")
    assert numbers(api, date_from_utc=new["created_at_utc"]) == ["new"]
    assert numbers(api, date_to_utc=old["created_at_utc"]) == ["old"]
    assert numbers(api, date_from=old["created_at_utc"][:10]) == ["new", "old"]
    assert numbers(api, date_from="2020-01-01", date_from_utc=new["created_at_utc"]) == ["new"]
    api.patch(f"/v1/invoices/{old['id']}", json={"notes": "seen"})
    assert numbers(api, last_modified_date_from_utc=new["created_at_utc"]) == ["new", "old"]
    assert numbers(api, last_modified_date_to_utc=new["created_at_utc"]) == ["new"]


def test_by_who_changed_it_last(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant, invoice_number="a")
    make_invoice(tenant, invoice_number="b")
    changed = tenant.api("second").patch(f"/v1/invoices/{invoice['id']}", json={"notes": "x"}).json()
    assert numbers(api, last_modified_user_id=changed["last_modified_user"]["id"]) == ["a"]


def test_by_location_vendor_and_company(tenant: Tenant, api: Api) -> None:
    vendor = make_vendor(tenant)
    make_invoice(tenant, vendor=vendor, invoice_number="main")
    make_invoice(tenant, invoice_number="park", ottimate_location_id=tenant.location("park"))
    assert numbers(api, ottimate_location_ids=tenant.location()) == ["main"]
    both = f"{tenant.location()}, {tenant.location('park')}"
    assert numbers(api, ottimate_location_ids=both) == ["park", "main"]
    assert numbers(api, ottimate_vendor_id=vendor["id"]) == ["main"]
    assert numbers(api, ottimate_company_id=tenant.company("west")) == []


def test_by_ids_of_either_kind(tenant: Tenant, api: Api) -> None:
    a, b, _ = (make_invoice(tenant, invoice_number=n) for n in "abc")
    assert numbers(api, invoice_ids=f"{a['id']},{b['invoice_id']}") == ["b", "a"]


def test_search_looks_at_number_vendor_order_and_notes(tenant: Tenant, api: Api) -> None:
    make_invoice(tenant, invoice_number="XK-100%")
    make_invoice(tenant, invoice_number="b", vendor=make_vendor(tenant, erp_vendor_name="Bluefin xk Seafood"))
    make_invoice(tenant, invoice_number="c", purchase_order="po-xk")
    make_invoice(tenant, invoice_number="d", notes="Ask XK again")
    make_invoice(tenant, invoice_number="e")
    assert numbers(api, search="xK") == ["d", "c", "b", "XK-100%"]
    assert numbers(api, search="100%") == ["XK-100%"]
    assert numbers(api, search="'; --") == []


def test_search_looks_at_lines_and_amounts(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Quartz Mill")
    lines = [{"name": "Rye flour", "quantity": 3, "price": 411.5, "sku": "RF-9"}]
    found = make_invoice(tenant, vendor=vendor, items=lines, total_amount=1345.61, total_tax=111.11)
    make_invoice(tenant, vendor=vendor)

    def hits(text: str) -> list[str]:
        answer = tenant.api().get("/v1/invoices", params={"search": text})
        return [one["id"] for one in answer.json()["results"]]

    for text in ("rye FLOUR", "rf-9", "quartz rye", "1,345.61", "1345,61", "$1234.50", "111.11", "quartz 1345.61"):
        assert hits(text) == [found["id"]], text
    assert hits("quartz barley") == []
    assert hits("1345.62") == []


def test_custom_fields_match_exactly(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant, invoice_number="a")
    make_invoice(tenant, invoice_number="b")
    set_columns(tenant, invoice, custom_fields={"route": "7", "zone": "N"})
    assert numbers(api, custom_fields=json.dumps({"route": "7", "zone": "N"})) == ["a"]
    assert numbers(api, custom_fields=json.dumps({"route": "7", "zone": "S"})) == []


def test_by_upload(tenant: Tenant, api: Api) -> None:
    make_invoice(tenant)
    assert numbers(api, reference_id="01a1fb59-ca3c-73e7-84bc-370e4c06a277") == []


def test_items_come_with_expand_and_a_window_of_thirty_days(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant)
    today = invoice["created_at"][:10]
    (listed,) = api.get("/v1/invoices", params={"expand": "items", "date_from": today}).json()["results"]
    assert listed["items"] == invoice["items"]
    assert api.get("/v1/invoices", params={"expand": "items", "last_modified_date_from": today}).status_code == 200
    for params in ({}, {"date_from": "2026-01-01"}, {"date_to": today}):
        answer = api.get("/v1/invoices", params={"expand": "items", **params})
        assert fields_of(answer) == {"expand": "window_required"}


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"status": "open"}, "status"),
        ({"payment_status": "none"}, "payment_status"),
        ({"page": -1}, "page"),
        ({"limit": 0}, "limit"),
        ({"limit": 10**9}, "limit"),
        ({"date_from": "20-01-2026"}, "date_from"),
        ({"date_from": "2026-02-30"}, "date_from"),
        ({"date_from": "2026-02-02", "date_to": "2026-02-01"}, "date_from"),
        ({"last_modified_date_to_utc": "now"}, "last_modified_date_to_utc"),
        ({"last_modified_user_id": "x"}, "last_modified_user_id"),
        ({"last_modified_user_id": 10**12}, "last_modified_user_id"),
        ({"ottimate_location_ids": "1,x"}, "ottimate_location_ids"),
        ({"ottimate_vendor_id": "1,2"}, "ottimate_vendor_id"),
        ({"ottimate_vendor_id": "99999999999"}, "ottimate_vendor_id"),
        ({"invoice_ids": "1,,2"}, "invoice_ids"),
        ({"reference_id": "7"}, "reference_id"),
        ({"search": "x" * 201}, "search"),
        ({"search": "\0"}, "search"),
        ({"custom_fields": "[]"}, "custom_fields"),
        ({"custom_fields": '{"a": NaN}'}, "custom_fields"),
        ({"expand": "history"}, "expand"),
    ],
    ids=str,
)
def test_a_malformed_parameter_is_named(shared_tenant: Tenant, params: dict[str, Any], field: str) -> None:
    answer = shared_tenant.api().get("/v1/invoices", params=params)
    assert answer.status_code == 400
    assert list(fields_of(answer)) == [field]


def test_filters_outside_the_scope_are_forbidden(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, company="west")
    for params in (
        {"ottimate_location_ids": tenant.location("park")},
        {"ottimate_vendor_id": vendor["id"]},
        {"ottimate_company_id": tenant.company("west")},
    ):
        answer = tenant.api("main").get("/v1/invoices", params=params)
        assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")


def test_filters_of_another_account_find_nothing_to_filter_by(tenant: Tenant, other_tenant: Tenant) -> None:
    for params in (
        {"ottimate_location_ids": other_tenant.location()},
        {"ottimate_vendor_id": make_vendor(other_tenant)["id"]},
        {"ottimate_company_id": other_tenant.company()},
    ):
        assert tenant.api().get("/v1/invoices", params=params).status_code == 404


def test_everybody_sees_exactly_their_scope(tenant: Tenant, other_tenant: Tenant) -> None:
    make_invoice(other_tenant, invoice_number="theirs")
    make_invoice(tenant, invoice_number="main")
    make_invoice(tenant, invoice_number="park", ottimate_location_id=tenant.location("park"))
    west = {"ottimate_company_id": tenant.company("west"), "ottimate_location_id": tenant.location("hafen")}
    make_invoice(tenant, vendor=make_vendor(tenant, company="west"), invoice_number="west", **west)
    assert numbers(tenant.api()) == ["west", "park", "main"]
    assert numbers(tenant.api("east")) == ["park", "main"]
    assert numbers(tenant.api("main")) == ["main"]
