"""Custom fields on invoices and their lines, through the public API."""

import json
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.custom_fields import INVOICE, ITEM, tenant_with_fields
from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.server import Server
from harness.tenants import Tenant

DEFAULTS = {"rush": False, "route": "north"}


@pytest.fixture(scope="module")
def fielded(server: Server) -> Tenant:
    return tenant_with_fields(server, *INVOICE, *ITEM)


def patched(tenant: Tenant, invoice: dict[str, Any], **body: Any) -> Any:
    return tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=body)


def numbers(tenant: Tenant, wanted: dict[str, Any]) -> list[str]:
    answer = tenant.api().get("/v1/invoices", params={"custom_fields": json.dumps(wanted), "limit": 100})
    assert answer.status_code == 200, answer.text
    return [invoice["invoice_number"] for invoice in answer.json()["results"]]


def test_an_invoice_is_entered_with_them_and_reads_the_same(fielded: Tenant) -> None:
    sent = {"cost_centre": "7b", "rate": 1.5, "delivered": "2026-11-01", "rush": True, "route": "south"}
    invoice = make_invoice(fielded, custom_fields=sent)
    assert invoice["custom_fields"] == sent
    assert fielded.api().get(f"/v1/invoices/{invoice['id']}").json()["custom_fields"] == sent


def test_numbers_are_exact(fielded: Tenant) -> None:
    invoice = make_invoice(fielded, custom_fields={"rate": 0.1})
    text = fielded.api().get(f"/v1/invoices/{invoice['id']}").text
    assert '"rate":0.1' in text


@pytest.mark.parametrize("sent", [{}, {"custom_fields": {}}, {"custom_fields": None}])
def test_what_is_left_out_gets_its_default(fielded: Tenant, sent: dict[str, Any]) -> None:
    assert make_invoice(fielded, **sent)["custom_fields"] == DEFAULTS


def test_lines_have_their_own(fielded: Tenant) -> None:
    lines = [
        {"name": "Flour", "quantity": 1, "price": 60, "custom_fields": {"lot": "L1"}},
        {"name": "Sugar", "quantity": 1, "price": 40, "custom_fields": {"weight": 2}},
    ]
    items = make_invoice(fielded, items=lines)["items"]
    assert [item["custom_fields"] for item in items] == [{"lot": "L1", "weight": 1.5}, {"weight": 2}]


@pytest.mark.parametrize(
    ("sent", "field", "code"),
    [
        ({"colour": "red"}, "custom_fields.colour", "unknown_custom_field"),
        ({"lot": "L1"}, "custom_fields.lot", "unknown_custom_field"),
        ({"rate": "1.5"}, "custom_fields.rate", "not_a_number"),
        ({"route": "west"}, "custom_fields.route", "not_a_choice"),
        ({"delivered": "1.1.2026"}, "custom_fields.delivered", "invalid_date"),
        ([], "custom_fields", "invalid"),
        ("x", "custom_fields", "invalid"),
    ],
)
def test_a_wrong_value_is_refused_with_its_key(fielded: Tenant, sent: Any, field: str, code: str) -> None:
    vendor = make_vendor(fielded)
    entered = fielded.api().post("/v1/invoices", json=invoice_body(fielded, vendor, custom_fields=sent))
    assert (entered.status_code, fields_of(entered)) == (400, {field: code})
    invoice = make_invoice(fielded, vendor=vendor)
    changed = patched(fielded, invoice, custom_fields=sent, notes="x")
    assert (changed.status_code, fields_of(changed)) == (400, {field: code})
    assert fielded.api().get(f"/v1/invoices/{invoice['id']}").json()["notes"] is None


def test_a_wrong_value_of_a_line_refuses_a_new_invoice(fielded: Tenant) -> None:
    lines = [{"name": "Flour", "quantity": 1, "price": 60, "custom_fields": {"lot": 7}}]
    answer = fielded.api().post("/v1/invoices", json=invoice_body(fielded, make_vendor(fielded), items=lines))
    assert (answer.status_code, fields_of(answer)) == (400, {"items[0].custom_fields.lot": "not_a_text"})


def test_a_change_replaces_them_and_leaving_them_out_keeps_them(fielded: Tenant) -> None:
    invoice = make_invoice(fielded, custom_fields={"cost_centre": "7b", "route": "south"})
    assert patched(fielded, invoice, notes="seen").json()["custom_fields"]["cost_centre"] == "7b"
    assert patched(fielded, invoice, custom_fields={"rate": 2}).json()["custom_fields"] == {**DEFAULTS, "rate": 2}
    assert patched(fielded, invoice, custom_fields={"route": None}).json()["custom_fields"] == {
        "rush": False,
        "route": None,
    }
    assert patched(fielded, invoice, custom_fields=None).json()["custom_fields"] == DEFAULTS


def test_a_line_with_a_wrong_value_fails_by_itself(fielded: Tenant) -> None:
    invoice = make_invoice(fielded)
    first, second = (item["id"] for item in invoice["items"])
    lines = [
        {"id": first, "custom_fields": {"lot": "L9"}},
        {"id": second, "custom_fields": {"colour": "red"}},
        {"name": "Salt", "quantity": 1, "price": 1, "custom_fields": {"weight": "heavy"}},
        {"name": "Pepper", "quantity": 1, "price": 1},
    ]
    answer = patched(fielded, invoice, items=lines).json()
    assert answer["items_processing_result"]["status"] == "partial_success"
    assert answer["items_processing_result"]["failure"].keys() == {"1", "2"}
    assert "items[1].custom_fields.colour" in answer["items_processing_result"]["failure"]["1"]
    assert [(item["name"], item["custom_fields"]) for item in answer["items"]] == [
        ("Flour", {"lot": "L9", "weight": 1.5}),
        ("Sugar", {"weight": 1.5}),
        ("Pepper", {"weight": 1.5}),
    ]


def test_they_are_no_part_of_what_an_approval_covers(fielded: Tenant) -> None:
    invoice = make_invoice(fielded, fielded.api("editor"))
    fielded.api().post(f"/v1/invoices/{invoice['id']}/approve", json={})
    assert patched(fielded, invoice, custom_fields={"rate": 3}).json()["status"] == "ready-for-export"


@pytest.mark.parametrize("rate", [1, 1.0, 1.00])
def test_the_filter_of_a_list_finds_a_number_however_it_is_written(server: Server, rate: Any) -> None:
    tenant = tenant_with_fields(server, *INVOICE)
    vendor = make_vendor(tenant)
    make_invoice(tenant, vendor=vendor, invoice_number="one", custom_fields={"rate": 1.0, "route": "south"})
    make_invoice(tenant, vendor=vendor, invoice_number="two", custom_fields={"rate": 10, "rush": True})
    make_invoice(tenant, vendor=vendor, invoice_number="none", custom_fields={"rate": None})
    assert numbers(tenant, {"rate": rate}) == ["one"]
    assert numbers(tenant, {"rate": rate, "route": "south"}) == ["one"]
    assert numbers(tenant, {"rate": rate, "route": "north"}) == []
    assert numbers(tenant, {"rush": True}) == ["two"]
    assert numbers(tenant, {"rate": None}) == ["none"]


@pytest.mark.parametrize("text", ['{"rate": 1e20}', '{"rate": 0.12345678}', '{"rate": NaN}'])
def test_a_filter_with_an_impossible_number_is_refused(fielded: Tenant, text: str) -> None:
    answer = fielded.api().get("/v1/invoices", params={"custom_fields": text})
    assert (answer.status_code, list(fields_of(answer))) == (400, ["custom_fields"])


def test_a_required_field_must_be_sent(server: Server) -> None:
    tenant = tenant_with_fields(server, {"key": "project", "subject": "invoice", "type": "text", "required": True})
    vendor = make_vendor(tenant)
    missing = tenant.api().post("/v1/invoices", json=invoice_body(tenant, vendor))
    assert (missing.status_code, fields_of(missing)) == (400, {"custom_fields.project": "required"})
    invoice = make_invoice(tenant, vendor=vendor, custom_fields={"project": "P1"})
    assert patched(tenant, invoice, notes="seen").status_code == 200
    assert fields_of(patched(tenant, invoice, custom_fields={})) == {"custom_fields.project": "required"}


def test_an_account_without_fields_refuses_them(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert invoice["custom_fields"] is None
    answer = patched(tenant, invoice, custom_fields={"a": 1})
    assert (error_of(answer), fields_of(answer)) == ("validation_error", {"custom_fields": "no_custom_fields"})


def test_a_companys_field_goes_before_the_accounts(server: Server) -> None:
    tenant = tenant_with_fields(
        server, INVOICE[0], east=({"key": "cost_centre", "subject": "invoice", "type": "number"},)
    )
    assert make_invoice(tenant, custom_fields={"cost_centre": 7})["custom_fields"] == {"cost_centre": 7}
    vendor = make_vendor(tenant, "west")
    place = {"ottimate_company_id": tenant.company("west"), "ottimate_location_id": tenant.location("hafen")}
    west = make_invoice(tenant, vendor=vendor, currency="EUR", custom_fields={"cost_centre": "7"}, **place)
    assert west["custom_fields"] == {"cost_centre": "7"}


def test_fields_of_one_account_are_unknown_to_another(fielded: Tenant, tenant: Tenant) -> None:
    assert tenant.api().get("/v1/custom-fields").json()["results"] == []
    assert fielded.api().get("/v1/custom-fields").json()["count"] == len(INVOICE) + len(ITEM)
