"""What was read with doubt is compared with the paper and is right as it is: one word of a change says so."""

from typing import Any

import pytest

from harness.api import fields_of
from harness.doubted import make_doubted
from harness.tenants import Tenant


@pytest.fixture
def path(tenant: Tenant) -> str:
    return f"/v1/invoices/{make_doubted(tenant)}"


def asked(tenant: Tenant, path: str) -> list[Any]:
    return [reason["field"] for reason in tenant.api().get(path).json()["reasons"]]


def test_all_of_it(tenant: Tenant, path: str) -> None:
    before = tenant.api().get(path).json()
    assert len(before["reasons"]) > 2
    answer = tenant.api().patch(path, json={"confirm": True, "notes": "Compared"})
    assert answer.status_code == 200, answer.text
    now = tenant.api().get(path).json()
    assert (now["reasons"], now["status"], now["notes"]) == ([], "pending-approval", "Compared")
    values = ("total_amount", "invoice_number", "invoice_date", "ottimate_vendor_id", "currency")
    assert [now[name] for name in values] == [before[name] for name in values]
    assert [line["amount"] for line in now["items"]] == [line["amount"] for line in before["items"]]


def test_only_what_is_named(tenant: Tenant, path: str) -> None:
    places = asked(tenant, path)
    line = next(place for place in places if place.startswith("items["))
    assert tenant.api().patch(path, json={"confirm": ["total_amount", line]}).is_success
    assert asked(tenant, path) == [
        "ottimate_vendor_id"
    ]  # what was asked of the paper as a whole is answered with a value of it


def test_a_vendor_is_confirmed_under_any_of_its_names(tenant: Tenant, path: str) -> None:
    assert "ottimate_vendor_id" in asked(tenant, path)
    assert tenant.api().patch(path, json={"confirm": ["erp_vendor_id"]}).is_success
    assert "ottimate_vendor_id" not in asked(tenant, path)


def test_what_is_sent_goes_before_what_is_confirmed(tenant: Tenant, path: str) -> None:
    lines = tenant.api().get(path).json()["items"]
    changes = {"confirm": True, "total_amount": 120, "items": [{"id": lines[1]["id"], "name": "Salt"}]}
    assert tenant.api().patch(path, json=changes).is_success
    now = tenant.api().get(path).json()
    assert (now["total_amount"], now["items"][1]["name"]) == (120, "Salt")


@pytest.mark.parametrize("nothing", [False, [], ["purchase_order", "items[99]"], None])
def test_nothing_is_answered_where_nothing_is_named(tenant: Tenant, path: str, nothing: Any) -> None:
    places = asked(tenant, path)
    answer = tenant.api().patch(path, json={"confirm": nothing, "notes": "Later"})
    assert (answer.status_code, asked(tenant, path)) == (200, places)


@pytest.mark.parametrize("wrong", ["yes", 1, {"all": True}, [1]])
def test_anything_else_is_refused(tenant: Tenant, path: str, wrong: Any) -> None:
    answer = tenant.api().patch(path, json={"confirm": wrong})
    assert (answer.status_code, fields_of(answer)) == (400, {"confirm": "invalid"})
