"""GET /v1/invoices/receiver-export: what is asked for is checked; without a catalog no line is matched."""

from typing import Any

import pytest

from harness.api import fields_of
from harness.exports import ready_invoice
from harness.tenants import Tenant

PATH = "/v1/invoices/receiver-export"


def asked(tenant: Tenant, **query: Any) -> dict[str, Any]:
    return {"ottimate_company_id": tenant.company(), "ottimate_location_id": tenant.location(), **query}


def test_without_a_catalog_the_page_is_empty(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    found = tenant.api().get(PATH, params=asked(tenant)).json()
    assert found == {
        "version": "1.0.0", "count": 0, "next": None, "previous": None, "page": 1, "limit": 50, "per_page": 50, "results": [],
    }  # fmt: skip


@pytest.mark.parametrize("missing", ["ottimate_company_id", "ottimate_location_id"])
def test_company_and_location_are_required(shared_tenant: Tenant, missing: str) -> None:
    query = asked(shared_tenant)
    del query[missing]
    answer = shared_tenant.api().get(PATH, params=query)
    assert answer.status_code == 400 and list(fields_of(answer)) == [missing]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 201}, "limit"),
        ({"limit": 0}, "limit"),
        ({"page": -1}, "page"),
        ({"exported_after": "yesterday"}, "exported_after"),
        ({"exported_before_utc": "2026-13-01"}, "exported_before_utc"),
        ({"exported_after": "2026-11-02", "exported_before": "2026-11-01"}, "exported_after"),
        ({"vendor_id": "x"}, "vendor_id"),
    ],
)
def test_what_is_malformed_is_refused_by_its_name(shared_tenant: Tenant, query: dict[str, Any], field: str) -> None:
    answer = shared_tenant.api().get(PATH, params=asked(shared_tenant, **query))
    assert answer.status_code == 400
    assert list(fields_of(answer)) == [field]


def test_the_largest_page_is_two_hundred(shared_tenant: Tenant) -> None:
    assert shared_tenant.api().get(PATH, params=asked(shared_tenant, limit=200, page=3)).json()["per_page"] == 200


def test_what_is_not_yours_is_refused(tenant: Tenant, other_tenant: Tenant) -> None:
    assert other_tenant.api().get(PATH, params=asked(tenant)).status_code == 404
    assert (
        tenant.api("main").get(PATH, params=asked(tenant, ottimate_location_id=tenant.location("park"))).status_code
        == 403
    )
    assert (
        tenant.api().get(PATH, params=asked(tenant, ottimate_location_id=tenant.location("hafen"))).status_code == 400
    )
    assert tenant.api().get(PATH, params=asked(tenant, vendor_id=999_999_999)).status_code == 404
