"""What the lines of an invoice would come to: the same as after the change."""

from typing import Any

import pytest

from harness.api import fields_of
from harness.invoices import make_invoice
from harness.tenants import Tenant
from harness.trail import trail


def tried(tenant: Tenant, invoice: dict[str, Any], **changes: Any) -> dict[str, Any]:
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/sums", json=changes)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def invoice(tenant: Tenant) -> dict[str, Any]:
    """Two lines of 60 and 40, and tax of 10."""
    lines = [{"name": "Flour", "quantity": 2, "price": 30}, {"name": "Sugar", "quantity": 4, "price": 10}]
    return make_invoice(tenant, items=lines, total_amount=110, total_tax=10)


def test_as_it_is_stored(tenant: Tenant, invoice: dict[str, Any]) -> None:
    stored = {"lines": 100, "difference": 0, "adds_up": True}
    assert tried(tenant, invoice)["sums"] == stored
    shown = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "sums"}).json()
    assert shown["sums"] == stored
    assert "sums" not in tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def test_what_is_tried_is_what_a_change_makes_of_it(tenant: Tenant, invoice: dict[str, Any]) -> None:
    first, second = invoice["items"]
    salt = {"quantity": 3, "price": 0.25}
    lines = [{"id": first["id"], "remove": True}, {"id": second["id"], "price": 2.555}]
    found = tried(tenant, invoice, total_amount=21, items=[*lines, salt])
    changes = {"total_amount": 21, "items": [*lines, {**salt, "name": "Salt"}]}
    assert found["amounts"] == [None, 10.22, 0.75]
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["total_amount"] == 110
    assert tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=changes).is_success
    after = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "sums"}).json()
    assert after["sums"] == found["sums"] == {"lines": 10.97, "difference": 0.03, "adds_up": False}
    assert "lines_do_not_sum" in [reason["code"] for reason in after["reasons"]]


def test_a_line_whose_amount_is_not_known_leaves_nothing_to_compare(tenant: Tenant, invoice: dict[str, Any]) -> None:
    found = tried(tenant, invoice, items=[{"id": invoice["items"][0]["id"], "quantity": None}])
    assert (found["amounts"], found["sums"]) == ([None], {"lines": None, "difference": None, "adds_up": None})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"items": [{"id": 999999, "price": 1}]}, "items[0].id"),
        ({"items": [{"price": "much"}]}, "items[0].price"),
        ({"items": [{"remove": True}]}, "items[0].id"),
        ({"items": [{"name": "Salt"}]}, "items[0].name"),
        ({"total_amount": 1.005}, "total_amount"),
        ({"notes": "Mine"}, "notes"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    tenant: Tenant, invoice: dict[str, Any], changes: dict[str, Any], field: str
) -> None:
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/sums", json=changes)
    assert (answer.status_code, list(fields_of(answer))) == (400, [field])


def test_whoever_does_not_see_it_reckons_nothing(tenant: Tenant, other_tenant: Tenant, invoice: dict[str, Any]) -> None:
    assert other_tenant.api().post(f"/v1/invoices/{invoice['id']}/sums", json={}).status_code == 404


def test_nothing_is_written(tenant: Tenant, invoice: dict[str, Any]) -> None:
    before = trail(tenant, "invoice")
    tried(tenant, invoice, total_amount=1)
    assert trail(tenant, "invoice") == before


def test_a_line_that_is_named_twice_is_refused_as_a_change_refuses_it(tenant: Tenant, invoice: dict[str, Any]) -> None:
    lines = [{"id": invoice["items"][0]["id"], "price": price} for price in (1, 2)]
    refused = tenant.api().post(f"/v1/invoices/{invoice['id']}/sums", json={"items": lines})
    assert fields_of(refused) == {"items[1].id": "unknown_line"}
