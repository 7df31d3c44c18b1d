"""The review page as people open it."""

import re

import pytest

from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.exports import export, ready_invoice
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant


def test_an_invoice_is_shown_with_its_values(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, notes="By truck")
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}")
    assert page.status == 200, page.words
    fields = page.form(f"/invoices/{invoice['id']}/save").fields
    assert (fields["invoice_number"], fields["total_amount"], fields["invoice_date"], fields["notes"]) == (
        invoice["number"],
        "110.00",
        "2026-11-02",
        "By truck",
    )


def test_it_says_where_in_its_queue_it_stands(server: Server, tenant: Tenant) -> None:
    oldest, middle, newest = [make_invoice(tenant, total_amount=None) for _ in range(3)]
    page = browser(server, tenant).open(f"/invoices/{middle['id']}?queue=needs-attention")
    assert "2 of 3" in page.words
    assert f"/invoices/{oldest['id']}?queue=needs-attention" in page.links
    assert f"/invoices/{newest['id']}?queue=needs-attention" in page.links


@pytest.mark.parametrize(
    ("role", "may_save"),
    [
        ("Invoice Processor - Read Only", False),
        ("Invoice Processor - Full", True),
        ("Accounting - Limited", True),
        ("Administrator - Full", True),
    ],
)
def test_every_role_that_reads_sees_it_and_saves_only_what_it_may(
    server: Server, tenant: Tenant, role: str, may_save: bool
) -> None:
    make_dimension(tenant, "account", "5000")
    invoice = make_invoice(tenant, total_amount=None)
    path = f"/invoices/{invoice['id']}"
    page = browser(server, tenant, role=role).open(path)
    assert page.status == 200, page.words
    assert ("buttons keep-in-view" in page.text) is may_save
    assert (f"{path}/archive" in [form.action.split("?")[0] for form in page.forms]) is may_save
    answer = page.send(f"{path}/save", {"notes": "Mine", "was.notes": ""})
    assert answer.status == (303 if may_save else 403)


def test_whoever_sees_another_location_does_not_see_it(server: Server, tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant, ottimate_location_id=tenant.location("park"))
    for below in ("", "/why", "/duplicates", "/version", "/split", "/lines", "/word?field=notes&text=x"):
        for person in (browser(server, tenant, scope="main"), browser(server, other_tenant)):
            assert person.get(f"/invoices/{invoice['id']}{below}").status_code == 404, below


def test_an_archived_invoice_is_shown_and_comes_back(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    tenant.api().post(f"/v1/invoices/{invoice['id']}/archive")
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}")
    assert "disabled" in page.text
    assert page.send(f"/invoices/{invoice['id']}/restore").status == 303


def test_payments_are_shown(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    body = {"amount": 40, "paid_on": "2026-11-20", "method": "ach", "reference": "TR-7"}
    paid = tenant.api().post(f"/v1/invoices/{invoice['id']}/payments", json=body)
    assert paid.status_code == 201, paid.text
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}")
    assert "TR-7" in page.words and "$40.00" in page.words


def test_filters_and_page_of_the_queue_go_along(server: Server, tenant: Tenant) -> None:
    for _ in range(2):
        wanted = make_invoice(tenant, total_amount=None, notes="salmon")
    make_invoice(tenant, total_amount=None)
    person = browser(server, tenant)
    queue = person.open("/queue/needs-attention?search=salmon&page=1")
    link = next(link for link in queue.links if link.startswith(f"/invoices/{wanted['id']}?"))
    page = person.open(link)
    assert "1 of 2" in page.words
    assert "/queue/needs-attention?search=salmon" in page.links


def test_what_is_done_with_leads_to_the_next(server: Server, tenant: Tenant) -> None:
    """Whoever changed the amount does not approve it: nothing is left to do here."""
    first, second = [make_invoice(tenant, total_amount=None) for _ in range(2)]
    path = f"/invoices/{second['id']}"
    page = browser(server, tenant).open(f"{path}?queue=needs-attention")
    answer = page.send(f"{path}/save", {"total_amount": "110"})
    assert answer.location == f"/invoices/{first['id']}?queue=needs-attention&said=saved&of={second['id']}"
    named = f"{second['ottimate_vendor_name']} {second['number']} $110.00"
    assert f"Saved. {named} Pending approval Somebody else has to approve it." in answer.follow().words
    still = answer.follow().send(f"/invoices/{first['id']}/save", {"notes": "Later"})
    assert still.location == f"/invoices/{first['id']}?queue=needs-attention&said=saved&of={first['id']}"


def test_what_is_in_an_export_says_so_with_the_way_there_and_is_not_editable(server: Server, tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    job = export(tenant)
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}")
    assert "It is in an export" in page.words
    assert f"/exports/{job['id']}" in page.links
    actions = [form.action.removeprefix(f"/invoices/{invoice['id']}") for form in page.forms]
    assert not {"/flag", "/hold", "/archive", "/decline"}.intersection(actions)
    assert "buttons keep-in-view" not in page.text
    assert re.search(r'<input id="f-total_amount"[^>]* disabled', page.text)
    reader = browser(server, tenant, role="Invoice Processor - Read Only").open(f"/invoices/{invoice['id']}")
    assert "It is in an export" in reader.words
    assert f"/exports/{job['id']}" not in reader.links


def test_what_a_line_is_coded_with_stands_beside_its_amount_and_empty_columns_take_no_room(
    server: Server, tenant: Tenant
) -> None:
    make_dimension(tenant, "account", "5000")
    invoice = make_invoice(tenant, items=[{"name": "Flour", "quantity": 2, "price": 50}], total_amount=110)
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}")
    heads = re.findall(r'<th scope="col"(?: class="([a-z]+)")? data-name="([^"]+)"', page.text)
    assert [name for _, name in heads][:3] == ["name", "amount", "d.ACCOUNT"]
    assert ("bare", "sku") in heads


def test_an_amount_of_the_paper_goes_into_its_field_as_others_stand_there(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    clerk = browser(server, tenant)
    words = {
        name: clerk.get(f"/invoices/{invoice['id']}/word?field={name}&text=12.5").json()["value"]
        for name in ("total_amount", "quantity")
    }
    assert words == {"total_amount": "12.50", "quantity": "12.5"}
