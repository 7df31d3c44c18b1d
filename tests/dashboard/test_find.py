"""Vendors that somebody names: offered while typing on every form, and meant alike by every form."""

import pytest

from harness.browser_client import Seen
from harness.catalog_entries import make_entry
from harness.dashboard import browser
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant

FORMS = (
    "/mapping-rules/new",
    "/split-rules/new",
    "/catalog",
    "/catalog/new",
    "/variances",
    "/matching",
    "/matching/units",
    "/purchase-orders/new",
    "/statements/new",
)


@pytest.mark.parametrize("path", FORMS)
def test_a_field_for_a_vendor_finds_it_while_its_name_is_typed(server: Server, tenant: Tenant, path: str) -> None:
    page = browser(server, tenant, company="east").open(path)
    assert page.status == 200
    address = f"/find/vendors?by=erp_vendor_id&amp;company={tenant.company('east')}"
    assert f'data-module="choose" data-choose="{address}"' in page.text


def test_what_is_found_by_its_name_goes_into_the_field_as_its_id_in_the_erp(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_id="B-7", erp_vendor_name="Bluefin Seafood")
    clerk = browser(server, tenant)
    found = clerk.get(f"/find/vendors?by=erp_vendor_id&company={tenant.company('east')}&q=bluefin").json()
    assert found == [{"value": "B-7", "text": "Bluefin Seafood", "hint": "B-7"}]
    beside_a_paper = clerk.get(f"/find/vendors?company={tenant.company('east')}&q=bluefin").json()
    assert beside_a_paper[0]["value"] == str(vendor["id"])


def test_an_entry_of_the_catalog_is_found_by_its_name_or_its_sku(server: Server, tenant: Tenant) -> None:
    vendor, other = make_vendor(tenant, erp_vendor_id="B-7"), make_vendor(tenant)
    entry = make_entry(tenant, vendor, item_name="Roma Tomatoes", sku="TOM-1", size="6 CT")
    make_entry(tenant, other, item_name="Other Tomatoes", sku="TOM-1")
    clerk = browser(server, tenant)
    for words in ("tomato", "TOM-1"):
        found = clerk.get(f"/find/entries?company={tenant.company('east')}&vendor=B-7&q={words}").json()
        assert found == [{"value": entry["id"], "text": "Roma Tomatoes (6 CT)", "hint": "TOM-1"}]
    assert clerk.get(f"/find/entries?company={tenant.company('west')}&vendor=B-7&q=tomato").json() == []


def add_tolerance(server: Server, tenant: Tenant, named: str) -> Seen:
    page = browser(server, tenant, company="east").open("/matching")
    return page.send("/matching/tolerances", {"erp_vendor_id": named, "price_percent": "2"})


@pytest.mark.parametrize("named", ["7", "Bluefin Seafood", "bluefin seafood", "bluefin"])
def test_a_vendor_is_meant_by_its_id_or_by_its_name(server: Server, tenant: Tenant, named: str) -> None:
    """Ids of others have these digits too."""
    wanted = make_vendor(tenant, erp_vendor_id="7", erp_vendor_name="Bluefin Seafood")
    for n in range(12):
        make_vendor(tenant, erp_vendor_id=f"17{n}", erp_vendor_name=f"Other {n}")
    assert add_tolerance(server, tenant, named).status == 303
    (made,) = tenant.api().get("/v1/matching/tolerances").json()["results"]
    assert made["ottimate_vendor_id"] == wanted["id"]


@pytest.mark.parametrize(
    ("named", "sentence"), [("Nobody", "No vendor is called"), ("Twin", "Several vendors are called")]
)
def test_a_name_that_says_nothing_is_refused_beside_its_field(
    server: Server, tenant: Tenant, named: str, sentence: str
) -> None:
    for n in range(2):
        make_vendor(tenant, erp_vendor_id=f"T-{n}", erp_vendor_name="Twin")
    refused = add_tolerance(server, tenant, named)
    assert (refused.status, sentence in refused.words) == (400, True)
    typed = {"erp_vendor_id": named, "splits[0].percent": "100", "splits[0].memo": "All"}
    refused = browser(server, tenant, company="east").open("/split-rules/new").send("/split-rules/new", typed)
    assert (refused.status, sentence in refused.words) == (400, True)
