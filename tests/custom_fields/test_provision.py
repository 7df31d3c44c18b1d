"""Custom fields of an org file: provisioned, changed while their values stay valid, listed."""

from typing import Any

import pytest

from harness.api import Api
from harness.custom_fields import INVOICE, ITEM, planned, set_fields, tenant_with_fields
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from harness.trail import trail
from payables.app.org.model import BadOrgFile
from payables.custom_fields.errors import FieldInUse

ROUTE = INVOICE[4]
RATE = INVOICE[1]


def shown(api: Api, **params: Any) -> dict[str, dict[str, Any]]:
    return {field["key"]: field for field in api.get("/v1/custom-fields", params=params).json()["results"]}


def test_a_second_run_finds_nothing_to_do(tenant: Tenant) -> None:
    set_fields(tenant, *INVOICE, *ITEM)
    assert planned(tenant, *INVOICE, *ITEM) == []


def test_a_dry_run_says_what_would_happen_and_changes_nothing(tenant: Tenant) -> None:
    (step,) = planned(tenant, RATE)
    assert (step.kind, step.subject, step.key) == ("create", "custom_field", "invoice.rate")
    assert shown(tenant.api()) == {}


def test_every_change_has_its_entry_in_the_trail(tenant: Tenant) -> None:
    set_fields(tenant, RATE)
    set_fields(tenant, {**RATE, "label": "Rate of exchange"})
    entries = trail(tenant, "custom_field")
    assert [entry["action"] for entry in entries] == ["custom_field.created", "custom_field.changed"]
    assert entries[1]["before"] == {"label": "rate"}


def test_a_list_shows_what_a_client_needs(server: Server) -> None:
    tenant = tenant_with_fields(server, *INVOICE, *ITEM, east=({**ROUTE, "choices": ["west"], "default": "west"},))
    api = tenant.api()
    assert shown(api, subject="item")["weight"] == {
        "key": "weight", "subject": "item", "type": "number", "label": "weight", "required": False, "default": 1.5,
        "choices": [], "ottimate_company_id": None,
    }  # fmt: skip
    east, west = (shown(api, ottimate_company_id=tenant.company(name), subject="invoice") for name in ("east", "west"))
    assert (east["route"]["choices"], east["route"]["ottimate_company_id"]) == (["west"], tenant.company("east"))
    assert west["route"]["choices"] == ["north", "south"]
    assert api.get("/v1/custom-fields").json()["count"] == len(INVOICE) + len(ITEM) + 1
    assert api.get("/v1/custom-fields", params={"subject": "bill"}).status_code == 400
    assert api.get("/v1/custom-fields", params={"ottimate_company_id": 999999}).status_code == 404
    denied = tenant.api("east").get("/v1/custom-fields", params={"ottimate_company_id": tenant.company("west")})
    assert denied.status_code == 403


@pytest.mark.parametrize(
    "changed",
    [{**ROUTE, "choices": ["north"]}, {"key": "route", "subject": "invoice", "type": "text"}],
    ids=["choice in use", "type"],
)
def test_a_field_with_values_keeps_them_valid(tenant: Tenant, changed: dict[str, Any]) -> None:
    set_fields(tenant, ROUTE)
    make_invoice(tenant, custom_fields={"route": "south"})
    with pytest.raises(FieldInUse):
        set_fields(tenant, changed)
    assert shown(tenant.api())["route"]["choices"] == ["north", "south"]


def test_what_nobody_uses_may_go(tenant: Tenant) -> None:
    set_fields(tenant, ROUTE)
    make_invoice(tenant, custom_fields={"route": "south"})
    set_fields(tenant, {**ROUTE, "choices": ["south", "east"], "default": "south", "required": True})
    assert shown(tenant.api())["route"]["choices"] == ["south", "east"]


def test_lines_count_as_use(tenant: Tenant) -> None:
    set_fields(tenant, ITEM[0])
    line = {"name": "Flour", "quantity": 1, "price": 100, "custom_fields": {"lot": "L1"}}
    make_invoice(tenant, items=[line])
    with pytest.raises(FieldInUse):
        set_fields(tenant, {**ITEM[0], "type": "number"})


def test_a_company_cannot_give_an_accounts_field_another_type_while_it_has_values_there(tenant: Tenant) -> None:
    set_fields(tenant, ROUTE)
    make_invoice(tenant, custom_fields={"route": "south"})
    with pytest.raises(FieldInUse):
        set_fields(tenant, ROUTE, east=({"key": "route", "subject": "invoice", "type": "number"},))


def test_a_field_that_is_gone_keeps_its_values_and_takes_no_new_ones(tenant: Tenant) -> None:
    set_fields(tenant, RATE, ROUTE)
    invoice = make_invoice(tenant, custom_fields={"rate": 2})
    set_fields(tenant, RATE)
    assert shown(tenant.api()).keys() == {"rate", "route"}
    set_fields(tenant, ROUTE, deactivate_missing=True)
    assert shown(tenant.api()).keys() == {"route"}
    path = f"/v1/invoices/{invoice['id']}"
    assert tenant.api().get(path).json()["custom_fields"] == {"rate": 2, "route": "north"}
    assert tenant.api().patch(path, json={"custom_fields": {"rate": 3}}).status_code == 400
    set_fields(tenant, RATE, ROUTE)
    assert tenant.api().patch(path, json={"custom_fields": {"rate": 3}}).status_code == 200


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ({"key": "a b", "subject": "invoice", "type": "text"}, "key of a custom field cannot be"),
        ({"key": "a", "subject": "bill", "type": "text"}, "it may be invoice, item, gl_split, purchase_order"),
        ({"key": "a", "subject": "item", "type": "money"}, "it may be text, number, date, boolean, choice"),
        ({"key": "a", "subject": "item", "type": "choice"}, "has a list of choices"),
        ({"key": "a", "subject": "item", "type": "text", "choices": ["x"]}, "has a list of choices"),
        ({"key": "a", "subject": "item", "type": "choice", "choices": ["x", "x"]}, "a choice twice"),
        ({"key": "a", "subject": "item", "type": "choice", "choices": ["x"], "default": "y"}, "Send one of x"),
        ({"key": "a", "subject": "item", "type": "number", "default": "many"}, "Send a number"),
        ({"key": "a", "subject": "item", "type": "boolean", "default": 1}, "Send true or false"),
        ({"key": "a", "subject": "item", "type": "date", "default": "2026-02-30"}, "default of a custom field"),
    ],
)
def test_a_field_that_cannot_be_is_a_fault_of_the_file(tenant: Tenant, field: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadOrgFile, match=reason):
        planned(tenant, field)


def test_a_field_that_stands_twice_is_a_fault_of_the_file(tenant: Tenant) -> None:
    with pytest.raises(BadOrgFile, match="given twice"):
        planned(tenant, RATE, RATE)
