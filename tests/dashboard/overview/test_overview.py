"""The overview as people open it: its figures are the reports', each links to its list, each can be had as CSV."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from harness.browser_client import Seen
from harness.dashboard import browser
from harness.invoices import make_invoice, make_vendor
from harness.policies import make_policy
from harness.server import Server
from harness.splits import make_accounts
from harness.tenants import Tenant
from payables.reporting.model import OVERDUE_DAYS

YEAR = "/overview?days=365"


def links(seen: Seen, begins: str = "/queue/all?") -> list[str]:
    return [link for link in map(unescape, re.findall(r'href="([^"]+)"', seen.text)) if link.startswith(begins)]


def link_with(seen: Seen, *words: str) -> str:
    return next(link for link in links(seen) if all(word in link for word in words))


@pytest.fixture
def spent(tenant: Tenant) -> dict[str, Any]:
    """An invoice of a vendor, coded with an account."""
    make_accounts(tenant, "6100")
    vendor = make_vendor(tenant, erp_vendor_name="Meadow Mills")
    coded = {"name": "Flour", "quantity": 1, "price": 100, "dimensions": {"ACCOUNT": "6100"}}
    return make_invoice(tenant, vendor=vendor, items=[coded])


def test_what_was_bought_is_shown_by_vendor_and_by_account(
    server: Server, tenant: Tenant, spent: dict[str, Any]
) -> None:
    seen = browser(server, tenant, company="east").open(YEAR)
    assert seen.status == 200
    assert all(
        word in seen.words for word in ("Meadow Mills", "6100 Kitchen", "$110.00", "$100.00", "Tax and what no line")
    )


def test_sums_say_how_many_of_their_invoices_may_be_there_twice(
    server: Server, tenant: Tenant, spent: dict[str, Any]
) -> None:
    clerk = browser(server, tenant, company="east")
    assert "may be there twice" not in clerk.open(YEAR).words
    vendor = {"erp_vendor_id": spent["erp_vendor_id"]}
    again = make_invoice(tenant, vendor=vendor, invoice_number=spent["number"].replace("-", " "))
    seen = clerk.open(YEAR)
    assert seen.words.count("One of these invoices may be there twice.") == 2  # of what was spent, and of what is owed
    for counted in ("spend", "aging"):
        listed = clerk.open(link_with(seen, "possible_duplicate=true", f"counted_in={counted}"))
        assert again["number"] in listed.words and "May be there twice, not decided yet" in listed.words


def test_every_figure_leads_to_the_invoices_behind_it(server: Server, tenant: Tenant, spent: dict[str, Any]) -> None:
    clerk = browser(server, tenant, company="east")
    other = make_invoice(tenant)
    seen = clerk.open(YEAR)
    by_account = clerk.open(link_with(seen, "dimension_id=dim_"))
    assert spent["number"] in by_account.words and other["number"] not in by_account.words
    of_nobody = clerk.open(link_with(seen, "waiting_for=nobody"))
    assert spent["number"] in of_nobody.words
    for link in dict.fromkeys(links(seen)):
        assert clerk.open(link).status == 200, link


def test_the_list_behind_a_figure_says_what_it_is_of_and_what_it_comes_to(server: Server, tenant: Tenant) -> None:
    make_accounts(tenant, "6100")
    vendor = make_vendor(tenant, erp_vendor_name="Meadow Mills")
    coded = {"name": "Flour", "quantity": 1, "price": 100, "dimensions": {"ACCOUNT": "6100"}}
    spent = make_invoice(tenant, vendor=vendor, items=[coded])
    memo = {"items": [{"name": "Flour", "quantity": 1, "price": 30}], "total_amount": 30, "total_tax": 0}
    make_invoice(tenant, vendor=vendor, type="credit_memo", **memo)
    clerk = browser(server, tenant, company="east")
    seen = clerk.open(YEAR)
    assert "$80.00" in seen.words, "spend by vendor"
    behind = clerk.open(link_with(seen, f"ottimate_vendor_id={spent['ottimate_vendor_id']}"))
    assert "Counted as spend" in behind.words and "Of Meadow Mills" in behind.words and "Invoice date" in behind.words
    assert "Together: $80.00 (credit memos with a minus)" in behind.words and "-$30.00" in behind.words
    by_account = clerk.open(link_with(seen, "dimension_id=dim_"))
    assert "Coded with 6100 Kitchen" in by_account.words and "Together: $110.00" in by_account.words
    assert "Wait for nobody in particular" in clerk.open(link_with(seen, "waiting_for=nobody")).words
    assert "Together:" not in clerk.open("/queue/all").words


def test_every_report_is_a_file(server: Server, tenant: Tenant, spent: dict[str, Any]) -> None:
    clerk = browser(server, tenant, company="east")
    files = links(clerk.open(YEAR), "/overview/")
    assert len(files) == 7
    for link in files:
        answer = clerk.get(link)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8"), link
        assert answer.headers["content-disposition"].startswith("attachment")
    assert "Meadow Mills" in clerk.get(files[0]).text
    assert clerk.get("/overview/secrets.csv").status_code == 404
    assert clerk.get("/overview/spend").status_code == 404


def test_decisions_that_wait_are_shown_by_person(server: Server, new_tenant: Any) -> None:
    tenant = new_tenant(approval_mode="advanced")
    make_policy(tenant, "Ada", "ada")
    invoice = make_invoice(tenant)
    clerk = browser(server, tenant, company="east")
    seen = clerk.open("/overview")
    assert "Ada Marsh" in seen.words
    assert invoice["number"] in clerk.open(link_with(seen, "waiting_for=", "waiting_since_to=")).words


def test_without_a_chosen_company_it_is_of_one_and_another_can_be_chosen(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    west = clerk.open(f"/overview?ottimate_company_id={tenant.company('west')}")
    assert f'<option value="{tenant.company("west")}" selected>' in west.text


def test_a_period_that_ends_before_it_begins_is_told(server: Server, tenant: Tenant) -> None:
    seen = browser(server, tenant).open("/overview?date_from=2026-11-02&date_to=2026-11-01")
    assert (seen.status, "The period ends before it begins." in seen.words) == (400, True)


def test_whoever_may_not_read_reports_is_told(server: Server, tenant: Tenant) -> None:
    seen = browser(server, tenant, role="Accounting - Upload Only").open("/overview")
    assert seen.status == 403


def test_amounts_of_another_currency_are_a_view_of_their_own(server: Server, tenant: Tenant) -> None:
    make_invoice(tenant, currency="EUR")
    clerk = browser(server, tenant, company="east")
    assert "€110.00" not in clerk.open(YEAR).words
    assert "€110.00" in clerk.open(f"{YEAR}&currency=EUR").words


def test_what_took_less_than_an_hour_is_told_in_minutes(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert answer.status_code == 200, answer.text
    seen = browser(server, tenant, company="east").open(YEAR)
    assert "Half of 1 documents were approved within 1 min, nine of ten within 1 min." in seen.words


def test_what_is_overdue_comes_to_as_much_in_the_lists_behind_it(server: Server, tenant: Tenant) -> None:
    """Also on the days on which one age ends and the next begins."""
    vendor, today = make_vendor(tenant), server.clock.now().date()
    line = [{"name": "Flour", "quantity": 1, "price": 10}]
    for overdue in (-1, 0, 1, 30, 31, 60, 61, 90, 91):
        due = str(today - timedelta(days=overdue))
        make_invoice(
            tenant, vendor=vendor, items=line, total_amount=10, total_tax=0, invoice_date="2026-05-04", due_date=due
        )
    report = tenant.api().get("/v1/reports/aging", params={"ottimate_company_id": tenant.company()}).json()
    clerk = browser(server, tenant, company="east")
    behind = [clerk.open(link) for link in links(clerk.open(YEAR)) if "counted_in=aging" in link]
    counts = [page.text.count("<tr data-row") for page in behind]
    assert counts == [report["totals"][0][name] / 10 for name in OVERDUE_DAYS] == [2, 2, 2, 2, 1]
