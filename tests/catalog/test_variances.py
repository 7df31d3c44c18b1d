"""GET /v1/catalog/variances and the lines of one entry (contract/invoices-and-catalog.md section 7.7)."""

from typing import Any

import pytest

from harness.api import fields_of
from harness.catalog_entries import make_entry
from harness.catalog_items import TOMATOES, billed, line, variances
from harness.invoices import make_vendor
from harness.statements import statements_of
from harness.tenants import Tenant

PATH = "/v1/catalog/variances"


@pytest.fixture
def entry(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    return make_entry(tenant, vendor, **TOMATOES)


def test_an_entry_that_was_bought_is_listed_with_its_last_line(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    billed(tenant, vendor, invoice_date="2026-11-01")
    last = billed(tenant, vendor, line(price=25.99), invoice_date="2026-11-03")
    billed(tenant, vendor, line(price=24.99), invoice_date="2026-11-02")
    make_entry(tenant, vendor, item_name="Never bought")
    assert variances(tenant) == [
        {
            "id": entry["id"], "item_name": "Roma Tomatoes", "sku": "TOM-1", "upc": "634987654321", "pack_size": "6 CT",
            "erp_vendor_id": vendor["erp_vendor_id"],
            "last_invoice_item": {
                "id": last["items"][0]["id"], "price": 25.99, "invoice_date": "2026-11-03", "price_variance": 1,
                "effective_price": 24.99,
            },
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "last_price"),
    [
        ({}, 24.99),
        ({"variance_only": "true"}, 20),
        ({"exception_type": "overbilling"}, 27.5),
        ({"exception_type": "underbilling"}, 20),
        ({"invoice_start_date": "2026-11-03"}, 24.99),
        ({"invoice_end_date": "2026-11-01"}, 27.5),
        ({"invoice_start_date": "2026-11-02", "invoice_end_date": "2026-11-02"}, 20),
        ({"invoice_start_date": "2026-11-04"}, None),
        ({"invoice_start_date": "2026-11-03", "variance_only": "true"}, None),
        ({"erp_vendor_ids": "nobody"}, None),
        ({"page": 2}, None),
    ],
)
def test_only_lines_that_were_asked_for_count(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any], query: dict[str, Any], last_price: float | None
) -> None:
    for day, price in (("01", 27.50), ("02", 20), ("03", 24.99)):
        billed(tenant, vendor, line(price=price), invoice_date=f"2026-11-{day}")
    found = variances(tenant, **query)
    assert [one["last_invoice_item"]["price"] for one in found] == ([] if last_price is None else [last_price])


def test_vendors_are_named_by_their_ids(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    other = make_vendor(tenant)
    make_entry(tenant, other, item_name="Basil")
    billed(tenant, vendor)
    billed(tenant, other, line("Basil"))
    ids = f"{vendor['erp_vendor_id']}, {other['erp_vendor_id']}"
    assert len(variances(tenant, erp_vendor_ids=ids)) == 2
    assert [one["item_name"] for one in variances(tenant, erp_vendor_ids=other["erp_vendor_id"])] == ["Basil"]


def test_lines_come_inline_and_say_that_there_are_more(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    billed(tenant, vendor, *[line(quantity=n) for n in range(1, 21)])
    (found,) = variances(tenant, expand="invoice_items")
    assert (len(found["invoice_items"]), found["has_more"]) == (20, False)
    invoice = billed(tenant, vendor, line(price=26.99, quantity=12), invoice_date="2026-11-15")
    (found,) = variances(tenant, expand="invoice_items")
    assert (len(found["invoice_items"]), found["has_more"]) == (20, True)
    expected = {
        "id": invoice["items"][0]["id"], "invoice_id": invoice["invoice_id"], "item_name": "ROMA TOMATOES", "price": 26.99,
        "quantity": 12, "invoice_date": "2026-11-15", "price_variance": 2, "effective_price": 24.99,
    }  # fmt: skip
    assert found["invoice_items"][0] == expected
    answer = tenant.api().get(f"{PATH}/{entry['id']}/invoice-items", params={"limit": 5}).json()
    assert (answer["count"], len(answer["results"]), answer["results"][0]) == (21, 5, expected)
    assert len(tenant.api().get(f"{PATH}/{entry['id']}/invoice-items", params={"page": 2}).json()["results"]) == 1


def test_many_entries_take_as_many_statements_as_one(tenant: Tenant, vendor: dict[str, Any]) -> None:
    words = [f"{a}{b}berry jam" for a in "abcde" for b in "klmno"]
    for word in words:
        make_entry(tenant, vendor, item_name=word)
    billed(tenant, vendor, *[line(word) for word in words])

    def listed(limit: int) -> None:
        assert len(variances(tenant, expand="invoice_items", limit=limit)) == limit

    one, many = (len(statements_of(tenant.server, lambda n=n: listed(n))) for n in (1, 25))
    assert many <= one


def test_whoever_sees_one_location_sees_its_lines_alone(
    tenant: Tenant, other_tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    billed(tenant, vendor, ottimate_location_id=tenant.location("park"), invoice_date="2026-11-05")
    api, items = tenant.api("main"), f"{PATH}/{entry['id']}/invoice-items"
    assert variances(tenant, api) == [] and api.get(items).json()["count"] == 0
    billed(tenant, vendor, line(price=20), invoice_date="2026-11-01")
    assert [one["last_invoice_item"]["price"] for one in variances(tenant, api)] == [20]
    assert api.get(items).json()["count"] == 1 and tenant.api().get(items).json()["count"] == 2
    park, main, hafen = (str(tenant.location(name)) for name in ("park", "main", "hafen"))
    assert (
        len(variances(tenant, ottimate_location_ids=f"{park},{main}", expand="invoice_items")[0]["invoice_items"]) == 2
    )
    asked = {"ottimate_company_id": tenant.company()}
    assert api.get(PATH, params={**asked, "ottimate_location_ids": park}).status_code == 403
    assert tenant.api().get(PATH, params={**asked, "ottimate_location_ids": hafen}).status_code == 400
    assert tenant.api().get(PATH, params={**asked, "ottimate_location_ids": "999999999"}).status_code == 404
    assert api.get(PATH, params={"ottimate_company_id": tenant.company("west")}).status_code == 403
    assert other_tenant.api().get(PATH, params=asked).status_code == 404
    assert other_tenant.api().get(items).status_code == 404
    assert tenant.api().get(f"{PATH}/nonsense/invoice-items").status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"ottimate_company_id": None}, "ottimate_company_id"),
        ({"invoice_start_date": "yesterday"}, "invoice_start_date"),
        ({"invoice_start_date": "2026-11-02", "invoice_end_date": "2026-11-01"}, "invoice_start_date"),
        ({"exception_type": "both"}, "exception_type"),
        ({"expand": "lines"}, "expand"),
        ({"ottimate_location_ids": "a"}, "ottimate_location_ids"),
        ({"variance_only": "perhaps"}, "variance_only"),
        ({"limit": 101}, "limit"),
    ],
)
def test_what_is_malformed_is_refused_by_its_name(shared_tenant: Tenant, query: dict[str, Any], field: str) -> None:
    asked = {"ottimate_company_id": shared_tenant.company(), **query}
    answer = shared_tenant.api().get(PATH, params={name: value for name, value in asked.items() if value is not None})
    assert answer.status_code == 400 and list(fields_of(answer)) == [field]
