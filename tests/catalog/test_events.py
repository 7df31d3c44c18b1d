"""Whoever compares prices is told which entries to look at again, once per transaction, and only where it matters."""

import json
from typing import Any

from harness.catalog_entries import make_allowance, make_entry, make_price
from harness.inside import inside
from harness.tenants import Tenant
from payables.catalog.events import PRICES_CHANGED
from payables.platform.db import Transaction

Vendor = dict[str, Any]


async def _told(tx: Transaction) -> list[list[int]]:
    rows = await tx.fetch("SELECT payload FROM pgqueuer WHERE entrypoint = $1 ORDER BY id", PRICES_CHANGED)
    payloads = [json.loads(row["payload"]) for row in rows]
    return [payload["entries"] for payload in payloads if payload["account_id"] == str(tx.account_id)]


def told(tenant: Tenant) -> list[list[int]]:
    return inside(tenant, _told)


def test_an_entry_with_its_prices_is_told_of_once(tenant: Tenant, vendor: Vendor) -> None:
    nested = {"prices": [{"price": 1}], "allowances": [{"allowance": 1, "start_date": "2026-01-01"}]}
    entry = make_entry(tenant, vendor, **nested)
    number = int(entry["id"].removeprefix("cte_"))
    assert told(tenant) == [[number]]


def test_what_changes_no_price_is_not_told(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor, sku="F-1", item_name="Flour")
    before = len(told(tenant))
    path = f"/v1/catalog/entries/{entry['id']}"
    for change in ({"properties": {"a": 1}}, {"erp_vendor_name": "Sysco"}, {"price": 24.99}):
        assert tenant.api().patch(path, json=change).status_code == 200
    make_entry(tenant, vendor, sku="F-1", item_name="Flour", reference_id="R-1")
    assert len(told(tenant)) == before
    assert tenant.api().patch(path, json={"price": 30}).status_code == 200
    assert len(told(tenant)) == before + 1


def test_each_price_and_allowance_is_told(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    before = len(told(tenant))
    make_price(tenant, entry, 20, "2026-01-01")
    allowance = make_allowance(tenant, entry, 1, "2026-01-01")
    tenant.api().patch(f"/v1/catalog/allowances/{allowance['id']}", json={"amount": 2})
    tenant.api().patch(f"/v1/catalog/allowances/{allowance['id']}", json={"amount": 2})
    assert len(told(tenant)) == before + 3
