"""GET /v1/invoices/receiver-export with a catalog (contract/invoices-and-catalog.md section 3.9)."""

from typing import Any

import pytest

from harness.catalog_entries import make_entry
from harness.catalog_items import TOMATOES, billed, decided, exported, line
from harness.invoices import make_vendor
from harness.tenants import Tenant

PATH = "/v1/invoices/receiver-export"


@pytest.fixture
def entry(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    return make_entry(tenant, vendor, **TOMATOES)


def received(tenant: Tenant, **query: Any) -> dict[str, Any]:
    params = {"ottimate_company_id": tenant.company(), "ottimate_location_id": tenant.location(), **query}
    return tenant.api().get(PATH, params=params).json()


def test_exported_invoices_show_their_lines_by_entry(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    lines = line(quantity=3, unit="CS"), line("TOMATOES ROMA", 4.17, 12, unit="EA"), line("Window cleaner", 5, 1)
    invoice = exported(tenant, billed(tenant, vendor, *lines))
    billed(tenant, vendor)  # not exported
    found = received(tenant)
    assert (found["count"], found["next"], found["previous"]) == (1, None, None)
    (shown,) = found["results"]
    lines = shown.pop("receiver_lines")
    assert shown.pop("exported_at") and shown.pop("exported_at_utc")
    assert shown == {
        "ottimate_invoice_id": invoice["id"], "ottimate_company_id": tenant.company(),
        "ottimate_location_id": tenant.location(), "invoice_number": invoice["number"],
        "vendor_name": vendor["erp_vendor_name"], "invoice_date": "2026-11-02", "receiver_status": "success",
    }  # fmt: skip
    same = {
        "catalog_unique_key": entry["catalog_unique_key"], "upc": "0634987654321", "description": "Roma Tomatoes",
        "uom": "CASE", "case_pack": 6, "pack_size": "6 CT", "vendor_id": vendor["erp_vendor_id"],
        "ottimate_catalog_id": entry["id"],
    }  # fmt: skip
    assert lines == [
        {**same, "quantity_received": 3, "unit_price": 27.5, "extended_price": 82.5},
        {**same, "quantity_received": 2, "unit_price": 4.17, "extended_price": 50.04},
    ]


def test_prices_have_no_sign(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    exported(tenant, billed(tenant, vendor, line(), line(price=-1.50, quantity=1)))
    (shown,) = received(tenant)["results"]
    assert [(one["unit_price"], one["extended_price"]) for one in shown["receiver_lines"]] == [(27.5, 55), (1.5, 1.5)]


def test_an_invoice_with_no_line_left_is_dropped(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    exported(tenant, billed(tenant, vendor, line("Window cleaner")))
    ignored = billed(tenant, vendor)
    decided(tenant, ignored, "ignore")
    exported(tenant, ignored)
    assert received(tenant)["count"] == 0


def test_fringe_entries_are_dropped(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    basil = make_entry(tenant, vendor, item_name="Basil", sku="BAS", upc=None)
    exported(tenant, billed(tenant, vendor, line(), line("Basil", 2, 1)))
    exported(tenant, billed(tenant, vendor, line("Basil", 2, 1)))
    assert received(tenant)["count"] == 2
    tenant.api().post(f"/v1/catalog/entries/{basil['id']}/hide")
    (shown,) = received(tenant)["results"]
    assert [one["description"] for one in shown["receiver_lines"]] == ["Roma Tomatoes"]


def test_vendors_without_item_validation_are_dropped(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    exported(tenant, billed(tenant, vendor))
    body = {"ottimate_vendor_id": vendor["id"], "item_validation": False}
    tenant.api().patch("/v1/catalog/item-validation", params={"ottimate_company_id": tenant.company()}, json=body)
    assert received(tenant)["count"] == 0


def test_it_is_filtered_and_paged(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    other = make_vendor(tenant)
    make_entry(tenant, other, item_name="Basil", upc="12345")
    invoices = [exported(tenant, billed(tenant, vendor)) for _ in range(2)]
    basil = exported(tenant, billed(tenant, other, line("Basil", 2, 1)))
    exported(tenant, billed(tenant, vendor, ottimate_location_id=tenant.location("park")))
    (shown,) = received(tenant, vendor_id=other["id"])["results"]
    assert shown["ottimate_invoice_id"] == basil["id"]
    assert shown["receiver_lines"][0]["upc"] == "0000000012345"
    assert received(tenant, exported_after="2030-01-01")["count"] == 0
    assert received(tenant, exported_after_utc="2020-01-01T00:00:00Z")["count"] == 3
    first = received(tenant, limit=2)
    assert (first["count"], first["per_page"], first["previous"]) == (3, 2, None)
    second = tenant.api().get(first["next"].removeprefix(tenant.server.base_url)).json()
    assert [one["ottimate_invoice_id"] for one in second["results"]] == [invoices[0]["id"]]
    assert second["next"] is None and "page=1" in second["previous"]
    beyond = received(tenant, limit=2, page=9)
    assert (beyond["results"], beyond["count"], beyond["next"]) == ([], 3, None) and "page=2" in beyond["previous"]


def test_what_was_marked_unexported_is_gone(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    invoice = exported(tenant, billed(tenant, vendor))
    tenant.api().post("/v1/invoices/mark-unexported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    assert received(tenant)["count"] == 0
