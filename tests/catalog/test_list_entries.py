"""GET /catalog/entries finds entries by what they say, and shows them in full where something is expanded."""

from typing import Any

import pytest

from harness.api import fields_of
from harness.catalog_entries import make_allowance, make_entry, make_price
from harness.invoices import make_vendor
from harness.tenants import Tenant

Vendor = dict[str, Any]

IN_FULL = {"display_name", "dimensions", "warnings"}


def listed(tenant: Tenant, user: str = "all", **query: Any) -> dict[str, Any]:
    where = {"ottimate_company_id": tenant.company(), **query}
    answer = tenant.api(user).get("/v1/catalog/entries", params=where)
    assert answer.status_code == 200, answer.text
    return answer.json()


def names(tenant: Tenant, **query: Any) -> list[str]:
    return [one["item_name"] for one in listed(tenant, **query)["results"]]


@pytest.fixture
def entries(tenant: Tenant, vendor: Vendor) -> None:
    other = make_vendor(tenant, erp_vendor_id="OTHER")
    make_entry(
        tenant, vendor, item_name="Flour", sku="F-1", upc="111", size="25 LB", uom="BAG", price=25, buying_format="A"
    )
    make_entry(
        tenant, vendor, item_name="Sugar", sku="S-1", original_description="sweet flower", price=12, unit_price=1.5
    )
    make_entry(tenant, other, item_name="Salt", sku="F-1", size="12 CT", uom="CASE", price=25)


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Salt", "Sugar", "Flour"]),
        ({"search": "FLO"}, ["Sugar", "Flour"]),
        ({"erp_vendor_id": "OTHER"}, ["Salt"]),
        ({"sku": "F-1"}, ["Salt", "Flour"]),
        ({"upc": "111"}, ["Flour"]),
        ({"buying_format": "A"}, ["Flour"]),
        ({"buying_format": "null"}, ["Salt", "Sugar"]),
        ({"size": "25 LB"}, ["Flour"]),
        ({"uom": "BAG"}, ["Flour"]),
        ({"price": "25.00"}, ["Salt", "Flour"]),
        ({"unit_price": 1.5}, ["Sugar"]),
        ({"sku": "F-1", "uom": "CASE"}, ["Salt"]),
        ({"search": "%"}, []),
    ],
)
def test_each_filter_finds_what_it_asks_for(tenant: Tenant, query: dict[str, Any], found: list[str]) -> None:
    assert names(tenant, **query) == found


@pytest.mark.usefixtures("entries")
def test_pages_hold_fifty_unless_asked_otherwise(tenant: Tenant) -> None:
    first = listed(tenant)
    assert (first["count"], first["page"], first["limit"], first["per_page"]) == (3, 1, 50, 50)
    second = listed(tenant, page=2, limit=2)
    assert (second["count"], second["limit"], [one["item_name"] for one in second["results"]]) == (3, 2, ["Flour"])
    assert listed(tenant, page=9)["results"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 101}, "limit"),
        ({"page": -1}, "page"),
        ({"price": "cheap"}, "price"),
        ({"expand": "prices,secrets"}, "expand"),
        ({"ottimate_company_id": None}, "ottimate_company_id"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(tenant: Tenant, query: dict[str, Any], field: str) -> None:
    where = {
        name: value for name, value in {"ottimate_company_id": tenant.company(), **query}.items() if value is not None
    }
    answer = tenant.api().get("/v1/catalog/entries", params=where)
    assert (answer.status_code, list(fields_of(answer))) == (400, [field])


def test_a_list_is_short_unless_something_is_expanded(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    make_price(tenant, entry, 20, "2026-01-01")
    make_allowance(tenant, entry, 1, "2026-01-01")
    [short] = listed(tenant)["results"]
    assert not (IN_FULL | {"prices", "allowances"}) & short.keys()
    [with_prices] = listed(tenant, expand="prices")["results"]
    assert with_prices.keys() >= IN_FULL
    assert [one["price"] for one in with_prices["prices"]] == ["20.00"]
    assert "allowances" not in with_prices
    [with_both] = listed(tenant, expand="prices,allowances")["results"]
    assert [one["amount"] for one in with_both["allowances"]] == ["1.00"]


def test_one_entry_is_found_by_its_id_or_its_number(tenant: Tenant, other_tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    path = f"/v1/catalog/entries/{entry['id']}"
    found = tenant.api().get(path)
    assert found.json() == entry
    assert found.headers["etag"] == '"1"'
    assert tenant.api().get(path.replace("cte_", "")).json()["id"] == entry["id"]
    assert tenant.api("main").get(path).status_code == 200, "a location sees the catalog of its company"
    assert other_tenant.api().get(path).status_code == 404
    for id in ("cte_0", "cte_x", "cte_99999999999", "cte_999999", "1e3"):
        assert tenant.api().get(f"/v1/catalog/entries/{id}").status_code == 404


def test_only_companies_within_the_scope_are_seen(tenant: Tenant, other_tenant: Tenant) -> None:
    entry = make_entry(tenant, make_vendor(tenant, "west"), ottimate_company_id=tenant.company("west"))
    assert tenant.api("east").get(f"/v1/catalog/entries/{entry['id']}").status_code == 404

    def status(user: str, company: int) -> int:
        return tenant.api(user).get("/v1/catalog/entries", params={"ottimate_company_id": company}).status_code

    assert status("east", tenant.company("west")) == 403
    assert status("all", other_tenant.company()) == 404
    assert listed(tenant, user="east")["results"] == []
    assert (
        tenant.api("reader").get("/v1/catalog/entries", params={"ottimate_company_id": tenant.company()}).status_code
        == 200
    )


def test_an_entry_says_whether_it_is_hidden(tenant: Tenant) -> None:
    entry = make_entry(tenant, make_vendor(tenant))
    api = tenant.api()
    assert entry["is_hidden"] is False
    api.post(f"/v1/catalog/entries/{entry['id']}/hide")
    listed = api.get("/v1/catalog/entries", params={"ottimate_company_id": tenant.company()}).json()["results"]
    assert [one["is_hidden"] for one in listed] == [True]
    assert api.get(f"/v1/catalog/entries/{entry['id']}").json()["is_hidden"] is True
