"""Open invoices follow the catalog: prices, allowances, entries, hidden entries, item validation. Exported ones do not."""

import json
from typing import Any

import pytest

from harness.catalog_entries import make_entry, make_price, post_allowance
from harness.catalog_items import TOMATOES, billed, decided, eventually, exported, item, items, line, marks
from harness.inside import inside
from harness.invoices import make_vendor
from harness.tenants import Tenant
from payables.catalog.events import ITEMS_CHANGED
from payables.invoices.jobs.catalog import CatalogDesk
from payables.platform.db import Transaction


@pytest.fixture
def entry(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    return make_entry(tenant, vendor, **TOMATOES)


def switch(tenant: Tenant, vendor: dict[str, Any], on: bool | None, user: str = "all") -> Any:
    params = {"ottimate_company_id": tenant.company()}
    body = {"erp_vendor_id": vendor["erp_vendor_id"], "item_validation": on}
    return tenant.api(user).patch("/v1/catalog/item-validation", params=params, json=body)


@pytest.mark.usefixtures("worker")
class TestWithAWorker:
    """What a job does a moment later."""

    def test_a_new_price_is_compared(self, tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
        invoice, gone = billed(tenant, vendor), exported(tenant, billed(tenant, vendor))
        make_price(tenant, entry, 27.50, "2026-01-01")
        eventually(lambda: marks(tenant, invoice), (False, False))
        assert item(tenant, invoice)["effective_price"] == 27.5
        assert marks(tenant, gone) == (True, False) and item(tenant, gone)["effective_price"] == 24.99

    def test_what_is_unexported_follows_again(
        self, tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
    ) -> None:
        gone, open_ = exported(tenant, billed(tenant, vendor)), billed(tenant, vendor)
        make_price(tenant, entry, 27.50, "2026-01-01")
        eventually(lambda: marks(tenant, open_), (False, False))
        tenant.api().post("/v1/invoices/mark-unexported", json={"invoices": [{"invoice_id": gone["id"]}]})
        eventually(lambda: marks(tenant, gone), (False, False))

    def test_an_allowance_is_taken_off(self, tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
        invoice = billed(tenant, vendor, line(price=24.99))
        assert marks(tenant, invoice) == (False, False)
        assert post_allowance(tenant, entry, 1, "2026-01-01").status_code == 201
        eventually(lambda: item(tenant, invoice)["price_variance"], 1)
        assert marks(tenant, invoice) == (True, False)

    def test_a_conversion_that_is_taught_makes_prices_comparable(
        self, tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
    ) -> None:
        invoice = billed(tenant, vendor, line(sku=TOMATOES["sku"], unit="PLT", price=249.90))
        assert (item(tenant, invoice)["price_variance"], item(tenant, invoice)["problem"]) == (None, "not_convertible")
        taught = {"erp_vendor_id": vendor["erp_vendor_id"], "sku": TOMATOES["sku"], "from_unit": "PLT", "to_unit": "CS"}
        body = {"ottimate_company_id": tenant.company(), **taught, "factor": 10}
        assert tenant.api().post("/v1/unit-conversions", json=body).status_code == 201
        eventually(lambda: item(tenant, invoice)["price_variance"], 0)

    def test_the_first_entries_of_a_vendor_are_found_on_invoices_that_are_there(
        self, tenant: Tenant, vendor: dict[str, Any]
    ) -> None:
        invoice = billed(tenant, vendor, line(), line("Window cleaner", 5, 1))
        assert items(tenant, invoice) == []
        make_entry(tenant, vendor, **TOMATOES)
        eventually(lambda: marks(tenant, invoice), (True, True))

    def test_a_hidden_entry_is_matched_no_more_and_what_was_accepted_stays(
        self, tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
    ) -> None:
        auto, accepted = billed(tenant, vendor), billed(tenant, vendor)
        decided(tenant, accepted, "accept")
        assert tenant.api().post(f"/v1/catalog/entries/{entry['id']}/hide").json()["is_hidden"] is True
        eventually(lambda: item(tenant, auto)["state"], "none")
        assert item(tenant, accepted)["state"] == "accepted" and marks(tenant, accepted) == (True, False)
        tenant.api().post(f"/v1/catalog/entries/{entry['id']}/show")
        eventually(lambda: item(tenant, auto)["state"], "auto")

    def test_item_validation_is_switched_off_and_on(
        self, tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
    ) -> None:
        invoice = billed(tenant, vendor)
        assert switch(tenant, vendor, False).json()["vendor"]["item_validation"] is False
        eventually(lambda: (marks(tenant, invoice), items(tenant, invoice)), ((False, False), []))
        assert switch(tenant, vendor, None).json()["vendor"] == {
            "ottimate_vendor_id": vendor["id"], "erp_vendor_id": vendor["erp_vendor_id"],
            "erp_vendor_name": vendor["erp_vendor_name"], "item_validation": True, "is_default": True, "catalog_entries": 1,
        }  # fmt: skip
        eventually(lambda: marks(tenant, invoice), (True, False))


def test_many_invoices_are_followed_page_by_page(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    """One page of a job, and what it orders for the next."""
    invoices = [billed(tenant, vendor) for _ in range(3)]
    make_price(tenant, entry, 27.50, "2026-01-01")
    told = {"account_id": str(tenant.account_id), "company_id": tenant.company(), "vendor_id": vendor["id"]}
    desk = CatalogDesk(tenant.server.database, page=2)
    tenant.server.run(desk.follow_items(told))
    assert [marks(tenant, one)[0] for one in invoices] == [False, False, True]
    tenant.server.run(desk.follow_items({**told, "after": invoices[1]["id"]}))
    assert [marks(tenant, one)[0] for one in invoices] == [False, False, False]


def test_item_validation_lists_vendors_with_entries(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    other = make_vendor(tenant)
    switch(tenant, other, True)
    listed = tenant.api().get("/v1/catalog/item-validation", params={"ottimate_company_id": tenant.company()}).json()
    found = {one["ottimate_vendor_id"]: (one["item_validation"], one["catalog_entries"]) for one in listed["results"]}
    assert found == {vendor["id"]: (True, 1), other["id"]: (True, 0)}
    params = {"ottimate_company_id": tenant.company(), "ottimate_vendor_id": other["id"]}
    one = tenant.api().get("/v1/catalog/item-validation", params=params).json()
    assert (one["count"], [row["ottimate_vendor_id"] for row in one["results"]]) == (1, [other["id"]])
    # everything is unmatched where no entry exists and validation is on
    assert marks(tenant, billed(tenant, other)) == (False, True)


def test_what_holds_for_a_company_is_not_changed_by_whoever_sees_one_location(
    tenant: Tenant, other_tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    assert switch(tenant, vendor, False, user="main").status_code == 403
    assert switch(tenant, vendor, False, user="reader").status_code == 403
    for word in ("hide", "show"):
        path = f"/v1/catalog/entries/{entry['id']}/{word}"
        assert tenant.api("main").post(path).status_code == 403
        assert tenant.api("reader").post(path).status_code == 403
        assert other_tenant.api().post(path).status_code == 404
    params = {"ottimate_company_id": tenant.company()}
    assert other_tenant.api().get("/v1/catalog/item-validation", params=params).status_code == 404
    body = {"ottimate_vendor_id": make_vendor(tenant, "west")["id"], "item_validation": False}
    assert tenant.api().patch("/v1/catalog/item-validation", params=params, json=body).status_code == 404


def test_a_catalog_that_is_sent_by_the_thousand_is_one_walk_and_one_that_waits(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    _ = [billed(tenant, vendor) for _ in range(3)]
    desk = CatalogDesk(tenant.server.database, page=2)
    number = int(entry["id"].removeprefix("cte_"))
    told = {"account_id": str(tenant.account_id), "company_id": tenant.company(), "entries": [number]}
    for _ in range(5):
        tenant.server.run(desk.follow_entries(told))
    (first,) = walks(tenant)
    tenant.server.run(desk.follow_items(first))
    for _ in range(5):
        tenant.server.run(desk.follow_entries(told))
    further, next_ = (one for one in walks(tenant)[1:])
    assert "after" in further and "after" not in next_
    tenant.server.run(desk.follow_items(next_))  # the walk before is under way: it waits again
    assert len([one for one in walks(tenant) if "after" in one]) == 1
    tenant.server.run(desk.follow_items(further))


def walks(tenant: Tenant) -> list[dict[str, Any]]:
    async def read(tx: Transaction) -> list[dict[str, Any]]:
        rows = await tx.fetch("SELECT payload FROM pgqueuer WHERE entrypoint = $1 ORDER BY id", ITEMS_CHANGED)
        payloads = [json.loads(row["payload"]) for row in rows]
        return [payload for payload in payloads if payload["account_id"] == str(tx.account_id)]

    return inside(tenant, read)
