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
    page = browser(server, tenant).open("/")
    assert page.status == 200
    shown = (
        browser(server, tenant).open("/queue/needs-attention").words
        + browser(server, tenant).open("/queue/pending").words
    )
    assert (invoice["number"] or "no number") in shown


@pytest.mark.parametrize("name", ["needs-attention", "my-approvals", "pending", "ready", "exported", "archived"])
def test_every_queue_says_when_it_is_empty(server: Server, tenant: Tenant, name: str) -> None:
    page = browser(server, tenant).open(f"/queue/{name}")
    assert page.status == 200
    assert 'class="empty"' in page.text


def test_an_unknown_queue_is_a_page_that_says_so(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/queue/nowhere")
    assert (page.status, "There is no such path" in page.words) == (404, True)
