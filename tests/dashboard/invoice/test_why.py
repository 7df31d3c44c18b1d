"""Why an invoice is as it is, duplicates compared, and what is done with a key and taken back."""

from typing import Any

import pytest

from harness.coding import make_rule
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.server import Server
from harness.tenants import Tenant


def now(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


@pytest.fixture
def twins(tenant: Tenant) -> list[dict[str, Any]]:
    vendor = make_vendor(tenant)
    return [make_invoice(tenant, vendor=vendor, invoice_number=number) for number in ("HC-20417", "hc 20417")]


def test_it_says_why_it_waits_and_where_its_coding_came_from(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    vendor = make_vendor(tenant)
    make_rule(tenant, {"ACCOUNT": "5000"}, ottimate_vendor_id=vendor["id"])
    invoice = make_invoice(tenant, vendor=vendor, total_amount=None)
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}/why")
    assert page.status == 200, page.words
    for said in ("The total is missing.", "Mapping rule", "lines 1, 2", "No other invoice is alike."):
        assert said in page.words


def test_two_invoices_are_compared_and_both_kept_and_that_is_taken_back(
    server: Server, tenant: Tenant, twins: list[dict[str, Any]]
) -> None:
    first, second = twins
    path = f"/invoices/{second['id']}/duplicates"
    page = browser(server, tenant).open(path)
    assert "HC-20417" in page.words and "differs" in page.words
    answer = page.send(f"{path}/{first['id']}/resolve", {"answer": "keep_both"})
    assert answer.status == 303, answer.words
    assert now(tenant, second)["reasons"] == []
    after = answer.follow()
    undone = after.send(f"{path}/{first['id']}/reopen")
    assert undone.status == 303, undone.words
    assert [reason["code"] for reason in now(tenant, second)["reasons"]] == ["likely_duplicate"]


def test_what_was_refused_of_one_pair_comes_back_in_it_alone(
    server: Server, tenant: Tenant, twins: list[dict[str, Any]]
) -> None:
    first, second = twins
    third = make_invoice(tenant, vendor={"erp_vendor_id": first["erp_vendor_id"]}, invoice_number="HC 20417")
    path = f"/invoices/{third['id']}/duplicates"
    typed = {"answer": "keep_both", "comment": "x" * 2001}
    refused = browser(server, tenant).open(path).send(f"{path}/{first['id']}/resolve", typed)
    comments = [refused.form(f"{path}/{one['id']}/resolve").fields["comment"] for one in (first, second)]
    assert (refused.status, comments) == (400, [typed["comment"], ""])
    assert refused.text.count('aria-invalid="true"') == 1


def test_the_other_one_is_archived_and_comes_back(server: Server, tenant: Tenant, twins: list[dict[str, Any]]) -> None:
    first, second = twins
    path = f"/invoices/{second['id']}/duplicates"
    answer = browser(server, tenant).open(path).send(f"{path}/{first['id']}/resolve", {"answer": "keep_this"})
    assert (answer.status, now(tenant, first)["status"]) == (303, "archived")
    assert answer.follow().send(f"/invoices/{first['id']}/restore").status == 303
    assert now(tenant, first)["status"] != "archived"


def test_of_an_invoice_outside_the_access_nothing_is_shown(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    make_invoice(tenant, vendor=vendor, invoice_number="HC-20417", ottimate_location_id=tenant.location("park"))
    second = make_invoice(tenant, vendor=vendor, invoice_number="HC-20417")
    page = browser(server, tenant, scope="main").open(f"/invoices/{second['id']}/duplicates")
    assert "lies outside" in page.words
    assert f"/invoices/{second['id']}/duplicates" not in [form.action.rsplit("/", 2)[0] for form in page.forms]


def test_archiving_goes_on_to_the_next_and_is_taken_back(server: Server, tenant: Tenant) -> None:
    first, second = [make_invoice(tenant, total_amount=None) for _ in range(2)]
    page = browser(server, tenant).open(f"/invoices/{second['id']}?queue=needs-attention")
    answer = page.send(f"/invoices/{second['id']}/archive")
    assert answer.status == 303
    assert answer.location and answer.location.startswith(
        f"/invoices/{first['id']}?queue=needs-attention&said=archived"
    )
    undone = answer.follow().send(f"/invoices/{second['id']}/restore")
    assert (undone.status, now(tenant, second)["status"]) == (303, "needs-attention")


def test_a_form_leads_to_no_foreign_page(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}")
    answer = page.send(f"/invoices/{invoice['id']}/archive", {"_on": "//evil.example/invoices/1"})
    assert answer.location == f"/invoices/{invoice['id']}?said=archived&of={invoice['id']}%2F2"
