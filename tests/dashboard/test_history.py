"""The audit log as people read it."""

from harness.dashboard import browser
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant


def test_a_change_shows_who_did_what_and_what_it_was_before(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"notes": "For the terrace"}).status_code == 200
    page = browser(server, tenant).open(f"/history?subject_id={invoice['id']}&action=invoice.changed")
    assert page.status == 200
    assert "invoice.changed" in page.words and "For the terrace" in page.words and "all" in page.words
    assert f"/invoices/{invoice['id']}" in page.links


def test_changes_are_filtered_and_turned_page_by_page(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    assert "company.created" in clerk.open("/history?subject_type=company").words
    assert "invoice.approved" not in clerk.open("/history?subject_type=company").words
    assert "No change matches the filter." in clerk.open("/history?action=never.done").words
    assert clerk.open("/history?page=2").status == 200
    assert clerk.open("/history?date_from=2199-01-01").status == 200


def test_a_filter_that_is_none_is_told_above_a_list_of_nothing(server: Server, tenant: Tenant) -> None:
    for query in ("actor=me", "date_from=yesterday"):
        page = browser(server, tenant).open(f"/history?{query}")
        assert (page.status, "This was not done" in page.words) == (400, True), query


def test_the_head_is_one_line_to_keep(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/history/head")
    assert page.status == 200
    assert '"signature":"' in page.words and '"public_key":"' in page.words


def test_whoever_may_not_read_the_trail_is_refused(server: Server, tenant: Tenant) -> None:
    assert browser(server, tenant, role="Invoice Processor - Full").open("/history").status == 403
