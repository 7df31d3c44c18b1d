"""What a person was told, in the dashboard."""

from typing import Any

from harness.approvals import email
from harness.bank_changes import asked, banked_vendor
from harness.browser_client import Browser
from harness.dashboard import browser
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant


def told(tenant: Tenant, name: str) -> dict[str, Any]:
    invoice = make_invoice(tenant)
    body = {"text": f"@{email(tenant, name)} <i>look</i>"}
    assert tenant.api().post(f"/v1/invoices/{invoice['id']}/comments", json=body).status_code == 201
    return invoice


def bo(server: Server, tenant: Tenant) -> Browser:
    return browser(server, tenant, email=email(tenant, "bo"))


def test_the_top_bar_says_how_many_were_not_read(server: Server, tenant: Tenant) -> None:
    told(tenant, "bo")
    told(tenant, "bo")
    assert "Notices 2" in bo(server, tenant).open("/queue/pending").words
    assert "Notices 2" not in browser(server, tenant).open("/queue/pending").words


def test_a_notice_leads_to_its_invoice_and_is_read_with_that(server: Server, tenant: Tenant) -> None:
    invoice = told(tenant, "bo")
    page = bo(server, tenant).open("/notices")
    assert "mentioned you" in page.words
    (opened,) = [form for form in page.forms if form.action.endswith("/open")]
    done = page.browser.send_form(opened)
    (comment,) = tenant.api().get(f"/v1/invoices/{invoice['id']}/comments").json()["results"]
    assert (done.status, done.location) == (303, f"/invoices/{invoice['id']}#comment-{comment['id']}")
    assert f'id="comment-{comment["id"]}" tabindex="-1"' in done.follow().text
    assert "You have read everything." in page.browser.open("/notices").words
    assert "mentioned you" in page.browser.open("/notices?read=all").words


def test_all_that_is_shown_is_marked_and_what_came_since_is_not(server: Server, tenant: Tenant) -> None:
    told(tenant, "bo")
    told(tenant, "bo")
    page = bo(server, tenant).open("/notices")
    told(tenant, "bo")
    assert "Marked as read." in page.send("/notices/read").follow().words
    assert page.browser.open("/notices").words.count("mentioned you") == 1


def test_anothers_notice_is_not_opened(server: Server, tenant: Tenant) -> None:
    told(tenant, "bo")
    (form,) = [form for form in bo(server, tenant).open("/notices").forms if form.action.endswith("/open")]
    stranger = browser(server, tenant, role="Invoice Processor - Full")
    own = stranger.open("/notices?read=all")
    own.forms[0].action = form.action
    assert stranger.send_form(own.forms[0]).status == 404


def test_a_notice_of_bank_details_leads_to_what_waits(server: Server, tenant: Tenant) -> None:
    asked(tenant, banked_vendor(tenant))
    page = bo(server, tenant).open("/notices")
    assert "wait for a second person" in page.words and "Bank details" in page.words
    (opened,) = [form for form in page.forms if form.action.endswith("/open")]
    assert page.browser.send_form(opened).location == "/bank-changes"
    assert "You have read everything." in page.browser.open("/notices").words
