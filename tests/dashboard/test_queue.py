"""The queues as people open them."""

import pytest

from harness.dashboard import browser, stranger
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant


def test_a_stranger_is_asked_to_sign_in_and_comes_back(server: Server) -> None:
    answer = stranger(server).get("/queue/pending?page=2")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/signin?next=%2Fqueue%2Fpending%3Fpage%3D2"


def test_a_queue_lists_what_is_in_it(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    who = browser(server, tenant)
    shown = [
        name
        for name in ("needs-attention", "pending", "ready")
        if invoice["number"] in who.open(f"/queue/{name}").words
    ]
    assert shown == ["pending"]


@pytest.mark.parametrize("name", ["needs-attention", "my-approvals", "pending", "ready", "exported", "archived"])
def test_every_queue_says_when_it_is_empty(server: Server, tenant: Tenant, name: str) -> None:
    page = browser(server, tenant).open(f"/queue/{name}")
    assert page.status == 200
    assert 'class="empty"' in page.text


def test_an_unknown_queue_is_a_page_that_says_so(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/queue/nowhere")
    assert (page.status, "There is no page at this address" in page.words) == (404, True)


@pytest.mark.parametrize("path", ["/queue/nowhere", "/no/such/page", "/invoices/01a2003b-ae22-718e-ab9f-625bb919e165"])
def test_what_is_not_there_is_told_with_the_way_on_to_whoever_is_signed_in(
    server: Server, tenant: Tenant, path: str
) -> None:
    page = browser(server, tenant).open(path)
    assert page.status == 404 and "/queue/needs-attention" in page.links
    alone = stranger(server).get("/no/such/page")
    assert alone.status_code == 404 and "/queue/needs-attention" not in alone.text


def test_selected_invoices_are_archived_and_undo_brings_them_back(server: Server, tenant: Tenant) -> None:
    one, two, kept = (make_invoice(tenant) for _ in range(3))
    clerk = browser(server, tenant)
    done = clerk.open("/queue/pending").send(
        "/queue/pending/archive", {"invoice": [str(one["invoice_id"]), str(two["invoice_id"])]}
    )
    after = done.follow()
    assert "2 invoices: $220.00" in after.words and kept["number"] in after.words
    assert f'value="{one["invoice_id"]}"' not in after.text.split("<table")[1]
    restored = after.send("/queue/pending/restore").follow()
    assert one["number"] in restored.words and two["number"] in restored.words


def test_a_form_that_is_sent_twice_is_done_once(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    clerk = browser(server, tenant)
    form = clerk.open("/queue/pending").form("/queue/pending/archive")
    answers = [clerk.send_form(form, {"invoice": str(invoice["invoice_id"])}) for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303]
    history = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]
    assert [entry["reason"] for entry in history].count("archived") == 1


def test_what_cannot_be_moved_is_told_by_row(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    clerk = browser(server, tenant)
    page = clerk.open("/queue/pending").send(
        "/queue/pending/archive", {"invoice": [str(invoice["invoice_id"]), "999999"]}
    )
    assert (page.status, "One of them stays where it is" in page.words) == (200, True)
    assert invoice["number"] in clerk.open("/queue/archived").words


def test_of_a_bulk_step_that_failed_in_part_the_rest_is_told_and_taken_back(server: Server, tenant: Tenant) -> None:
    moved, stays = make_invoice(tenant), make_invoice(tenant)
    clerk = browser(server, tenant)
    page = clerk.open("/queue/pending?currency=USD")
    tenant.api().post("/v1/invoices/archive", json={"invoices": [{"invoice_id": stays["id"]}]})
    ticked = [str(moved["invoice_id"]), str(stays["invoice_id"])]
    after = page.send("/queue/pending/archive", {"invoice": ticked})
    assert after.status == 200 and "One of them stays where it is:" in after.words
    assert f"{stays['ottimate_vendor_name']} {stays['number']} : " in after.words
    assert f"in no queue. {moved['ottimate_vendor_name']} {moved['number']} $110.00" in after.words
    back = after.send("/queue/pending/restore")
    assert back.location == f"/queue/pending?currency=USD&said=restored&of={moved['invoice_id']}%2F3"
    assert moved["number"] in back.follow().words


def test_whoever_only_reads_is_offered_no_selection(server: Server, tenant: Tenant) -> None:
    make_invoice(tenant)
    page = browser(server, tenant, role="Invoice Processor - Read Only").open("/queue/pending")
    assert page.status == 200 and 'name="invoice"' not in page.text


def test_a_location_sees_its_own(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert invoice["number"] in browser(server, tenant, scope="main").open("/queue/all").words
    assert invoice["number"] not in browser(server, tenant, scope="park").open("/queue/all").words


def test_the_search_of_the_list_stands_in_its_address(server: Server, tenant: Tenant) -> None:
    one, two = make_invoice(tenant), make_invoice(tenant)
    page = browser(server, tenant).open(f"/queue/pending?search={one['number']}")
    assert one["number"] in page.words and two["number"] not in page.words


def test_the_navigation_says_how_much_waits(server: Server, tenant: Tenant) -> None:
    make_invoice(tenant)
    assert "All pending 1" in browser(server, tenant).open("/queue/ready").words
