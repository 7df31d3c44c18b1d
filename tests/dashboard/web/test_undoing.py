"""An address says what was done; it cannot say where a form of the page is sent, nor what a thing was before."""

import re
from typing import Any

import pytest

from harness.dashboard import browser, stranger, told
from harness.invoices import make_invoice, status_of
from harness.server import Server
from harness.tenants import Tenant
from payables.dashboard.api import PAGES
from payables.dashboard.texts import catalogue
from payables.dashboard.web.undoing import DECIDED, ONE

FOREIGN = (
    "../bank-changes/1/confirm?x=", "..", "../me/sessions/end-others", "1/approve", "1?x=", "1#", "%2e%2e/x",
    "javascript:alert(1)", "01890000-0000-7000-8000-000000000000/duplicates/../../x", "1\n", " 1", "１", "9" * 10,
    "1,../x", "1,2/3", "1//2", "/1", "1/", "", "1/2/3/4/5/6", "dim_../x",
)  # fmt: skip
ACTIONS = [re.sub(r"\{[a-z_]+:str\}", "{}", path) for page in PAGES for path in page.route.paths]


@pytest.mark.parametrize("done", [*ONE, *DECIDED])
def test_an_address_sends_no_form_anywhere_else(server: Server, shared_tenant: Tenant, done: str) -> None:
    clerk = browser(server, shared_tenant, email="undoing@example.test")
    for of in FOREIGN:
        page = clerk.get(told(server, clerk, "/queue/all", done, of))
        assert (page.status_code, 'class="undo-last"' in page.text) == (200, False), of


@pytest.mark.parametrize("done", ONE)
def test_every_undo_is_an_action_of_ours_and_has_a_sentence(done: str) -> None:
    assert ONE[done].path in ACTIONS
    assert f"said.{done}" in catalogue()


def test_a_link_of_somebody_else_tells_of_nothing(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    clerk, other = browser(server, tenant), browser(server, tenant, email="other@example.test")
    mine = clerk.open(told(server, clerk, "/queue/all", "approved", invoice["id"]))
    assert "Approved." in mine.words and 'class="undo-last"' in mine.text
    for link in (
        f"/queue/all?said=approved&of={invoice['id']}",
        told(server, other, "/queue/all", "approved", invoice["id"]),
        told(server, clerk, "/queue/all", "archived", invoice["id"]).replace("archived", "approved"),
    ):
        foreign = clerk.open(link)
        assert foreign.status == 200 and "Approved." not in foreign.words and 'class="undo-last"' not in foreign.text


def test_a_stranger_is_told_of_nothing_but_having_signed_out(server: Server) -> None:
    assert "Approved." not in stranger(server).open("/signin?said=approved&of=1").words
    assert "You are signed out." in stranger(server).open("/signin?said=signed_out").words


def test_no_value_of_an_address_gets_into_an_undo(server: Server, tenant: Tenant) -> None:
    id = "01890000-0000-7000-8000-000000000000"
    clerk = browser(server, tenant, company="east")
    page = clerk.open(told(server, clerk, "/matching?price_percent=100", "tolerance_deleted", id))
    form = page.form(f"/matching/tolerances/{id}/restore")
    assert [name for name in form.fields if name[0] != "_"] == []
    assert page.browser.send_form(form).status == 404


def test_what_was_done_to_one_is_taken_back_there(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    clerk = browser(server, tenant)
    clerk.open(f"/invoices/{invoice['id']}").send(f"/invoices/{invoice['id']}/archive")
    of = f"{invoice['id']}/{version_of(tenant, invoice)}"
    page = clerk.open(told(server, clerk, "/queue/archived", "archived", of))
    assert invoice["number"] in page.words
    assert page.send(f"/invoices/{invoice['id']}/restore").status == 303
    assert invoice["number"] in clerk.open("/queue/pending").words


def test_what_others_have_done_since_is_not_taken_back_with_it(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    clerk, path = browser(server, tenant), f"/invoices/{invoice['id']}"
    done = clerk.open(path).send(f"{path}/archive").follow()
    for step in ("restore", "archive"):
        assert tenant.api("second").post(f"/v1{path}/{step}", json={"reason": "Fraud"}).status_code == 200
    undo = next(form for form in done.forms if form.action.split("?")[0] == f"{path}/restore")
    assert clerk.send_form(undo).status == 412
    assert status_of(tenant, invoice) == "archived"


def test_one_that_was_moved_in_a_list_comes_back_there(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = browser(server, tenant).open("/queue/pending?currency=USD")
    done = page.send("/queue/pending/archive", {"invoice": str(invoice["invoice_id"])}).follow()
    back = done.send("/queue/pending/restore")
    assert back.location is not None and back.location.startswith("/queue/pending?currency=USD&said=restored")
    assert invoice["number"] in back.follow().words


def test_of_several_only_those_come_back_that_nobody_has_touched_since(server: Server, tenant: Tenant) -> None:
    one, two = (make_invoice(tenant) for _ in range(2))
    clerk = browser(server, tenant)
    ticked = {"invoice": [str(one["invoice_id"]), str(two["invoice_id"])]}
    done = clerk.open("/queue/pending").send("/queue/pending/archive", ticked).follow()
    for step in ("restore", "archive"):
        assert (
            tenant.api("second").post(f"/v1/invoices/{one['id']}/{step}", json={"reason": "Fraud"}).status_code == 200
        )
    back = done.send("/queue/pending/restore")
    assert (back.status, "One of them stays where it is" in back.words) == (200, True)
    assert [status_of(tenant, invoice) for invoice in (one, two)] == ["archived", "pending-approval"]


def version_of(tenant: Tenant, invoice: dict[str, Any]) -> str:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"].strip('"').split("-")[0]


def test_what_was_done_to_several_is_taken_back_where_it_was_done(server: Server, tenant: Tenant) -> None:
    made = [str(make_invoice(tenant)["invoice_id"]) for _ in range(2)]
    page = browser(server, tenant).open("/queue/pending?search=INV")
    done = page.send("/queue/pending/archive", {"invoice": made}).follow()
    assert done.text.count('data-key="z"') == 1
    assert "2 invoices: $220.00" in done.words
    back = done.send("/queue/pending/restore")
    assert back.location is not None and back.location.startswith("/queue/pending?search=INV&said=restored")
