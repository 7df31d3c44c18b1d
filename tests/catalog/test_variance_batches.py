"""Batches of variances (contract/invoices-and-catalog.md section 7.8)."""

from typing import Any

import httpx2
import pytest

from harness.api import Api, fields_of
from harness.catalog_entries import make_entry
from harness.catalog_items import TOMATOES, billed, line
from harness.tenants import Tenant
from harness.trail import trail

PATH = "/v1/catalog/variance-batches"


@pytest.fixture
def entry(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    found = make_entry(tenant, vendor, **TOMATOES)
    billed(tenant, vendor, line(price=24.99), invoice_date="2026-11-03")
    billed(tenant, vendor, invoice_date="2026-11-02")
    return found


def open_batch(tenant: Tenant, api: Api | None = None, **changes: Any) -> httpx2.Response:
    body = {"ottimate_company_id": tenant.company(), **changes}
    return (api or tenant.api()).post(PATH, json=body)


def listed(tenant: Tenant, **query: Any) -> dict[str, Any]:
    return tenant.api().get(PATH, params={"ottimate_company_id": tenant.company(), **query}).json()


def test_a_batch_carries_the_variances_of_a_period(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    answer = open_batch(
        tenant, description="Week 45", zone="North", import_def_id=7, external_batch_number="E-1", batch_number="B-1",
        start_datetime="2026-11-09T00:00:00Z", invoice_start_date="2026-11-01", invoice_end_date="2026-11-07",
    )  # fmt: skip
    assert answer.status_code == 201
    batch = answer.json()
    assert batch["id"].startswith("ctb_") and batch["batch_number"] == "B-1"
    assert (batch["export_status"], batch["exported_at"]) == ("draft", None)
    assert batch["costbatch_payload"] == {
        "description": "Week 45", "zone": "North", "import_def_id": 7, "external_batch_number": "E-1",
        "start_datetime": "2026-11-09T00:00:00Z",
        "catalog_items": [
            {
                "catalog_entry_id": entry["id"], "catalog_unique_key": entry["catalog_unique_key"],
                "erp_vendor_id": vendor["erp_vendor_id"], "item_name": "Roma Tomatoes", "sku": "TOM-1",
                "upc": "634987654321", "pack_size": "6 CT", "uom": "CASE", "price": "27.50", "effective_price": "24.99",
                "price_variance": "2.51", "invoice_date": "2026-11-02",
            }
        ],
    }  # fmt: skip


def test_only_exported_batches_are_listed_unless_drafts_are_asked_for(tenant: Tenant, entry: dict[str, Any]) -> None:
    draft = open_batch(tenant).json()
    assert draft["costbatch_payload"]["import_def_id"] == 0
    assert listed(tenant)["results"] == [] and listed(tenant, export_status="draft")["count"] == 1
    exported = tenant.api().post(f"{PATH}/{draft['id']}/export")
    assert exported.status_code == 200 and exported.json()["export_status"] == "exported"
    assert exported.json()["exported_at_utc"] is not None
    found = listed(tenant)
    assert [one["id"] for one in found["results"]] == [draft["id"]] and found["next"] is found["previous"] is None
    assert listed(tenant, export_status="draft")["count"] == 0
    assert [told["action"] for told in trail(tenant, "variance_batch")] == [
        "variance_batch.opened", "variance_batch.exported",
    ]  # fmt: skip


def test_a_batch_is_exported_once(tenant: Tenant, entry: dict[str, Any]) -> None:
    batch = open_batch(tenant).json()
    assert tenant.api().post(f"{PATH}/{batch['id']}/export").status_code == 200
    again = tenant.api().post(f"{PATH}/{batch['id']}/export")
    assert again.status_code == 400 and again.json()["message"]["error"] == "already_exported"


def test_a_batch_stays_as_it_was_made(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    batch = open_batch(tenant).json()
    billed(tenant, vendor, line(price=30), invoice_date="2026-11-04")
    exported = tenant.api().post(f"{PATH}/{batch['id']}/export").json()
    assert exported["costbatch_payload"] == batch["costbatch_payload"]
    assert open_batch(tenant).json()["costbatch_payload"]["catalog_items"][0]["price"] == "30.00"


def test_the_list_is_filtered_and_paged(tenant: Tenant, entry: dict[str, Any]) -> None:
    batches = [open_batch(tenant, batch_number=f"B-{n}").json() for n in range(3)]
    for batch in batches:
        tenant.api().post(f"{PATH}/{batch['id']}/export")
    assert [one["batch_number"] for one in listed(tenant, batch_number="B-1")["results"]] == ["B-1"]
    assert listed(tenant, exported_before="2020-01-01")["count"] == 0
    assert listed(tenant, exported_after_utc="2020-01-01T00:00:00Z")["count"] == 3
    first = listed(tenant, limit=2)
    assert (len(first["results"]), first["count"], first["previous"]) == (2, 3, None)
    second = tenant.api().get(first["next"].removeprefix(tenant.server.base_url)).json()
    assert (len(second["results"]), second["next"]) == (1, None) and "page=1" in second["previous"]


def test_what_cannot_be_put_into_a_batch_is_refused(tenant: Tenant, entry: dict[str, Any]) -> None:
    nothing = open_batch(tenant, invoice_start_date="2026-12-01")
    assert nothing.status_code == 400 and nothing.json()["message"]["error"] == "no_variances"
    assert open_batch(tenant, batch_number="B-1").status_code == 201
    assert open_batch(tenant, batch_number="B-1").json()["message"]["error"] == "batch_number_taken"
    assert list(fields_of(open_batch(tenant, invoice_start_date="2026-11-02", invoice_end_date="2026-11-01"))) == [
        "invoice_start_date"
    ]
    assert list(fields_of(open_batch(tenant, start_datetime="soon"))) == ["start_datetime"]
    assert list(fields_of(open_batch(tenant, colour="red"))) == ["colour"]
    params = {"ottimate_company_id": tenant.company(), "exported_after": "2026-11-02", "exported_before": "2026-11-01"}
    assert list(fields_of(tenant.api().get(PATH, params=params))) == ["exported_after"]


def test_a_batch_speaks_of_a_whole_company(tenant: Tenant, other_tenant: Tenant, entry: dict[str, Any]) -> None:
    batch = open_batch(tenant).json()
    export = f"{PATH}/{batch['id']}/export"
    asked = {"ottimate_company_id": tenant.company()}
    assert open_batch(tenant, tenant.api("main")).status_code == 403
    assert tenant.api("main").get(PATH, params=asked).status_code == 403
    assert tenant.api("main").post(export).status_code == 403
    assert tenant.api("reader").post(export).status_code == 403
    assert other_tenant.api().post(export).status_code == 404
    assert other_tenant.api().get(PATH, params=asked).status_code == 404
    assert open_batch(tenant, other_tenant.api()).status_code == 404
    assert tenant.api("east").post(export).status_code == 200
    assert tenant.api("east").get(PATH, params={"ottimate_company_id": tenant.company("west")}).status_code == 403
    assert tenant.api().post(f"{PATH}/ctb_999999999/export").status_code == 404
