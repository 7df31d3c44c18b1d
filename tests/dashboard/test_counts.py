"""How much waits stands beside the navigation of every page, not only of those that list it."""

import re

import pytest

from harness.approvals import ask, email
from harness.bank_changes import asked, banked_vendor
from harness.browser_client import Browser
from harness.dashboard import browser
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from payables.dashboard.navigation import SECTIONS

PATHS = [entry.path for section in SECTIONS for entry in section.entries]


@pytest.fixture(scope="module")
def busy(server: Server) -> Tenant:
    """One invoice that needs attention, one that waits for Pat, who was told, and bank details that wait for whoever may confirm
    them."""
    tenant = make_tenant(server)
    pat(server, tenant)
    make_invoice(tenant, total_amount=None)
    ask(tenant, make_invoice(tenant), "pat")
    asked(tenant, banked_vendor(tenant))
    return tenant


def pat(server: Server, tenant: Tenant) -> Browser:
    return browser(server, tenant, email=email(tenant, "pat"))


def counts_in(text: str) -> dict[str, str]:
    """Of the entries of the navigation that have one."""
    side = text[text.index('<nav class="side"') : text.index("</nav>", text.index('<nav class="side"'))]
    return dict(re.findall(r'<a href="([^"]+)"[^>]*>[^<]*<span class="count">([^<]+)</span></a>', side))


@pytest.mark.parametrize("path", [*PATHS, "/help", "/me", "/notices", "/vendors/new"])
def test_every_page_tells_how_much_waits(server: Server, busy: Tenant, path: str) -> None:
    page = pat(server, busy).open(path)
    assert page.status == 200
    counts = counts_in(page.text)
    waits = ("/queue/needs-attention", "/queue/my-approvals", "/bank-changes")
    assert {path: counts.get(path) for path in waits} == dict.fromkeys(waits, "1")
    assert re.search(r'<a href="/notices">.*<span class="tag info">2</span></a>', page.text)


def test_a_page_that_is_shown_after_something_was_done_counts_what_is_left(server: Server, busy: Tenant) -> None:
    clerk = pat(server, busy)
    refused = clerk.open("/vendors/new").send("/vendors/new", {"erp_vendor_name": ""})
    assert refused.status == 400
    assert counts_in(refused.text)["/queue/needs-attention"] == "1"


def test_nobody_is_told_of_what_they_may_not_see(server: Server, busy: Tenant) -> None:
    assert (
        counts_in(browser(server, busy, role="Invoice Processor - Full").open("/vendors").text).get("/bank-changes")
        is None
    )
    elsewhere = counts_in(browser(server, busy, scope="hafen").open("/help").text)
    assert elsewhere["/queue/needs-attention"] == "0"
