"""Dimensions in words: every form of an invoice, of a split, of an order and of a rule takes them by id, code or name."""

from typing import Any

import pytest

from harness.browser_client import Browser
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.orders import make_order
from harness.server import Server
from harness.tenants import Tenant
from payables.dashboard.pages import dimensions_named


@pytest.fixture
def clerk(server: Server, tenant: Tenant) -> Browser:
    """Of a company with a department that is called Kitchen, and two accounts of the same name."""
    make_dimension(tenant, "department", "D-1")
    for code in ("5000", "6000"):
        make_dimension(tenant, "account", code)
    return browser(server, tenant)


def codes(coded: dict[str, Any]) -> dict[str, str]:
    return {type_: one["code"] for type_, one in coded.items()}


def test_of_a_new_invoice(clerk: Browser, tenant: Tenant) -> None:
    make_vendor(tenant, erp_vendor_name="Zephyr Foods")
    page = clerk.open(f"/invoices/new?ottimate_location_id={tenant.location()}")
    typed = {"vendor": "zephyr", "invoice_number": "M-1", "invoice_date": "2026-11-20", "total_amount": "12.50"}
    line = {"line.new1.name": "Flour", "line.new1.amount": "12.50", "line.new1.d.DEPARTMENT": "kitchen"}
    done = page.send("/invoices/new/save", {**typed, **line, "dimensions.DEPARTMENT": "d-1 Kitchen"})
    assert done.status == 303, done.words[:600]
    entered = tenant.api().get(f"/v1{(done.location or '').split('?')[0]}").json()
    assert codes(entered["dimensions"]) == {"DEPARTMENT": "D-1"}
    assert [codes(item["dimensions"]) for item in entered["items"]] == [{"DEPARTMENT": "D-1"}]


def test_of_a_new_invoice_what_is_unknown_is_told_at_its_field(clerk: Browser, tenant: Tenant) -> None:
    page = clerk.open(f"/invoices/new?ottimate_location_id={tenant.location()}")
    typed = {"invoice_number": "M-2", "dimensions.ACCOUNT": "kitchen", "line.new1.d.DEPARTMENT": "nowhere"}
    refused = page.send("/invoices/new/save", typed)
    assert (refused.status, refused.form("/invoices/new/save").fields["invoice_number"]) == (400, "M-2")
    assert "fits several: 5000 Kitchen, 6000 Kitchen" in refused.words or "6000 Kitchen, 5000 Kitchen" in refused.words
    assert "Nothing here is called “nowhere”" in refused.words


def test_of_a_split(clerk: Browser, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/invoices/{invoice['id']}/split"
    typed = {"part.1.share": "60", "part.1.d.DEPARTMENT": "kitchen", "part.3.share": "40"}
    refused = clerk.open(path).send(f"{path}/save", {**typed, "part.3.d.ACCOUNT": "nowhere"})
    assert (refused.status, refused.text.count('class="fault"')) == (400, 1)
    assert refused.send(f"{path}/save", {"part.3.d.ACCOUNT": "5000"}).status == 303
    parts = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["gl_splits"]
    assert [codes(part["dimensions"] or {}) for part in parts] == [{"DEPARTMENT": "D-1"}, {"ACCOUNT": "5000"}]


def test_of_an_order(clerk: Browser, tenant: Tenant) -> None:
    order = make_order(tenant)
    path = f"/purchase-orders/{order['id']}/edit"
    page = clerk.open(path)
    wrong = page.send(path, {"items[0].d.DEPARTMENT": "nowhere"})
    assert (wrong.status, "Nothing here is called “nowhere”" in wrong.words) == (400, True)
    assert wrong.send(path, {"items[0].d.DEPARTMENT": "kitchen"}).status == 303
    (now, *_) = tenant.api().get(f"/v1/purchase-orders/{order['id']}").json()["purchase_order"]["items"]
    assert codes(now["dimensions"]) == {"DEPARTMENT": "D-1"}


def test_a_word_is_looked_up_once_however_often_it_is_typed(
    clerk: Browser, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice = make_invoice(tenant, items=[{"name": f"Item {n}", "quantity": 1, "price": 10} for n in range(10)])
    asked: list[str] = []
    every = dimensions_named.every

    async def counted(*args: Any, **wanted: Any) -> Any:
        asked.append(wanted["search"])
        return await every(*args, **wanted)

    page = clerk.open(f"/invoices/{invoice['id']}/lines")
    monkeypatch.setattr(dimensions_named, "every", counted)
    typed = {f"line.{item['id']}.d.ACCOUNT": "nowhere" for item in invoice["items"]}
    refused = page.send(f"/invoices/{invoice['id']}/lines/save", typed)
    assert refused.status == 400 and refused.text.count('class="fault"') == 10
    assert asked == ["nowhere"]


def test_a_code_that_stands_in_very_many_others_is_taken_as_it_is(
    clerk: Browser, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It need not be among those that are looked at, and the API knows all of them."""
    monkeypatch.setattr(dimensions_named, "LOOKED_AT", 2)
    make_dimension(tenant, "account", "50")
    for code in ("501", "502", "503"):
        make_dimension(tenant, "account", code)
    invoice = make_invoice(tenant)
    path = f"/invoices/{invoice['id']}/split"
    typed = {"part.1.share": "60", "part.1.d.ACCOUNT": "50", "part.2.share": "40", "part.2.d.ACCOUNT": "5000"}
    assert clerk.open(path).send(f"{path}/save", typed).status == 303


@pytest.mark.parametrize(
    ("path", "prefix", "more"),
    [
        ("/mapping-rules/new", "", {"sku": "S-1"}),
        ("/split-rules/new", "splits[0].", {"splits[0].percent": "100"}),
    ],
)
def test_of_rules(clerk: Browser, tenant: Tenant, path: str, prefix: str, more: dict[str, str]) -> None:
    vendor = make_vendor(tenant)["erp_vendor_id"]
    coded = {f"{prefix}coding[0].type": "account", f"{prefix}coding[0].value": "kitchen"}
    page = clerk.open(f"{path}?ottimate_company_id={tenant.company()}")
    refused = page.send(path, {"erp_vendor_id": vendor, **more, **coded})
    assert (refused.status, "5000 Kitchen" in refused.words) == (400, True)
    coded = {f"{prefix}coding[0].type": "department", f"{prefix}coding[0].value": "kitchen"}
    assert refused.send(path, coded).status == 303
    (rule,) = tenant.api().get(f"/v1{path.removesuffix('/new')}").json()["results"]
    assert codes((rule["splits"][0] if prefix else rule)["dimensions"]) == {"DEPARTMENT": "D-1"}
