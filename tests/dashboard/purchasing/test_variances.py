"""Price variances and their batches as people see them."""

from typing import Any

import pytest

from harness.catalog_entries import make_entry
from harness.catalog_items import TOMATOES, billed, line
from harness.dashboard import browser
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant


@pytest.fixture
def entry(tenant: Tenant) -> dict[str, Any]:
    """Billed 2.51 too high once."""
    vendor = make_vendor(tenant)
    made = make_entry(tenant, vendor, **TOMATOES)
    billed(tenant, vendor, line(price=27.50))
    return made


def test_where_nothing_was_compared_nothing_is_said_to_be_as_agreed(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/variances")
    assert (page.status, "No line was compared" in page.words, "as agreed." in page.words) == (200, True, False)
    assert "/claims" in page.links


def test_the_list_says_when_nothing_varies(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    make_entry(tenant, vendor, **TOMATOES)
    billed(tenant, vendor, line(price=24.99))
    page = browser(server, tenant, company="east").open("/variances")
    assert (page.status, "compared with the catalog was billed as agreed" in page.words) == (200, True)


def test_what_varies_is_listed_with_what_was_agreed(server: Server, tenant: Tenant, entry: dict[str, Any]) -> None:
    page = browser(server, tenant, company="east").open("/variances")
    assert f"/variances/{entry['id']}" in page.links
    assert ("$27.50" in page.words, "$24.99" in page.words, "$2.51" in page.words) == (True, True, True)


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("exception_type=overbilling", True),
        ("exception_type=underbilling", False),
        ("invoice_start_date=2026-11-03", False),
    ],
)
def test_filters_choose(server: Server, tenant: Tenant, entry: dict[str, Any], query: str, there: bool) -> None:
    page = browser(server, tenant, company="east").open(f"/variances?{query}")
    assert (page.status, f"/variances/{entry['id']}" in page.links) == (200, there)


def test_a_period_that_ends_before_it_starts_is_told(server: Server, tenant: Tenant) -> None:
    days = "invoice_start_date=2026-11-03&invoice_end_date=2026-11-01"
    page = browser(server, tenant, company="east").open(f"/variances?{days}")
    assert (page.status, "exchange the two dates" in page.words) == (400, True)


def test_the_lines_of_an_entry_lead_to_their_invoices(server: Server, tenant: Tenant, entry: dict[str, Any]) -> None:
    page = browser(server, tenant).open(f"/variances/{entry['id']}")
    assert any(link.startswith("/invoices/") for link in page.links)
    assert "ROMA TOMATOES" in page.words


def test_a_batch_is_made_and_marked_as_exported(server: Server, tenant: Tenant, entry: dict[str, Any]) -> None:
    page = browser(server, tenant, company="east").open("/variances/batches")
    made = page.send("/variances/batches", {"batch_number": "B-7", "invoice_start_date": "2026-11-01"})
    assert made.status == 303, made.words[:900]
    drafts = made.follow()
    assert ("B-7" in drafts.words, "Draft" in drafts.words, "$2.51" in drafts.words) == (True, True, True)
    export = next(form for form in drafts.forms if form.action.split("?")[0].endswith("/export"))
    exported = drafts.browser.send_form(export).follow()
    assert ("B-7" in exported.words, "Exported" in exported.words) == (True, True)


def test_a_period_without_variances_is_refused_beside_what_was_typed(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/variances/batches")
    again = page.send("/variances/batches", {"zone": "North", "invoice_start_date": "2026-11-01"})
    assert (again.status, again.form("/variances/batches").fields["zone"]) == (400, "North")
