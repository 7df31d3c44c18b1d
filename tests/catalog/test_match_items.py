"""Lines are matched with the catalog when invoices are entered and changed, and the invoice is marked."""

from typing import Any

import pytest

from harness.catalog_entries import make_entry, make_price
from harness.catalog_items import TOMATOES, billed, exported, item, items, line, marks, read, variances
from harness.invoices import make_vendor
from harness.statements import statements_of
from harness.tenants import Tenant


@pytest.fixture
def entry(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    return make_entry(tenant, vendor, **TOMATOES)


def test_a_line_is_matched_and_its_price_compared(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    invoice = billed(tenant, vendor)
    found = item(tenant, invoice)
    assert found["state"] == "auto" and found["catalog_entry"]["catalog_entry_id"] == entry["id"]
    assert (found["pack_price"], found["effective_price"], found["price_variance"]) == (27.5, 24.99, 2.51)
    assert marks(tenant, invoice) == (True, False)


def test_the_line_itself_shows_its_entry(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    invoice = billed(tenant, vendor, line(), line("Window cleaner", 5, 1))
    first, second = read(tenant, invoice)["items"]
    assert first["catalog"] == {
        "catalog_entry_id": entry["id"], "item_name": "Roma Tomatoes", "state": "auto", "confidence": 0.94,
        "price": 27.5, "effective_price": 24.99, "price_variance": 2.51, "problem": None,
    }  # fmt: skip
    assert (second["catalog"]["state"], second["catalog"]["catalog_entry_id"]) == ("none", None)
    assert marks(tenant, invoice) == (True, True)
    listed = tenant.api().get("/v1/invoices", params={"invoice_ids": invoice["id"]}).json()["results"][0]
    assert (listed["has_price_variance"], listed["has_unmatched_items"]) == (True, True)


def test_what_costs_what_was_agreed_is_not_marked(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    invoice = billed(tenant, vendor, line(price=24.99), line("TOMATOES ROMA", 4.17, 12, unit="EA"))
    assert [found["price_variance"] for found in items(tenant, invoice)] == [0, 0]
    assert items(tenant, invoice)[1]["pack_quantity"] == 2
    assert marks(tenant, invoice) == (False, False)


def test_what_cannot_be_converted_is_held_and_says_why(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    invoice = billed(tenant, vendor, line(unit="LB"))
    found = item(tenant, invoice)
    assert (found["state"], found["problem"], found["pack_price"]) == ("auto", "not_convertible", None)
    assert found["price_variance"] is None and marks(tenant, invoice) == (False, False)


def test_another_currency_is_not_compared(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    assert item(tenant, billed(tenant, vendor, currency="EUR"))["problem"] == "other_currency"


def test_a_credit_memo_is_matched_and_buys_nothing(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    invoice = billed(tenant, vendor, type="credit_memo")
    assert item(tenant, invoice)["state"] == "auto"
    assert marks(tenant, invoice) == (False, False) and variances(tenant) == []


def test_the_catalog_of_another_vendor_or_company_is_not_looked_at(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    invoice = billed(tenant, make_vendor(tenant))
    assert items(tenant, invoice) == [] and read(tenant, invoice)["items"][0]["catalog"] is None
    west = make_vendor(tenant, "west")
    elsewhere = billed(
        tenant, west, ottimate_company_id=tenant.company("west"), ottimate_location_id=tenant.location("hafen")
    )
    assert items(tenant, elsewhere) == [] and marks(tenant, elsewhere) == (False, False)


def test_a_price_for_one_location_holds_there(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    make_price(tenant, entry, 27.50, "2026-01-01", price_type="location", ottimate_location_id=tenant.location("park"))
    invoice = billed(tenant, vendor)
    assert marks(tenant, invoice) == (True, False)
    moved = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"ottimate_location_id": tenant.location("park")})
    assert moved.json()["has_price_variance"] is False
    assert item(tenant, invoice)["effective_price"] == 27.5


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"items": [{"price": 24.99}]}, (False, False)),
        ({"items": [{"name": "Window cleaner", "sku": None}]}, (False, True)),
        ({"invoice_date": "2026-06-01"}, (True, False)),
        ({"invoice_date": None}, (False, False)),
        ({"currency": "EUR"}, (False, False)),
        ({"notes": "Called."}, (True, False)),
    ],
    ids=["price", "name", "date", "no-date", "currency", "notes"],
)
def test_every_change_keeps_it_true(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any], change: dict[str, Any], expected: tuple[bool, bool]
) -> None:
    invoice = billed(tenant, vendor)
    named = [{"id": invoice["items"][0]["id"], **one} for one in change.get("items", [])]
    body = {**change, **({"items": named} if named else {})}
    changed = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=body).json()
    assert (changed["has_price_variance"], changed["has_unmatched_items"]) == expected


def test_another_vendor_takes_the_match_away(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    invoice = billed(tenant, vendor)
    other = {"erp_vendor_id": make_vendor(tenant)["erp_vendor_id"]}
    assert tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=other).json()["has_price_variance"] is False
    assert items(tenant, invoice) == [] and variances(tenant) == []


def test_a_line_that_is_added_is_looked_at(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    invoice = billed(tenant, vendor, line(price=24.99))
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"items": [line()]})
    assert marks(tenant, invoice) == (True, False) and len(items(tenant, invoice)) == 2


def test_an_archived_invoice_buys_nothing_until_it_is_restored(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    open_, gone = billed(tenant, vendor), exported(tenant, billed(tenant, vendor))
    for invoice in (open_, gone):
        tenant.api().post(f"/v1/invoices/{invoice['id']}/archive")
    assert variances(tenant) == []
    tenant.api().post("/v1/invoices/restore", json={"invoices": [{"invoice_id": i["id"]} for i in (open_, gone)]})
    assert variances(tenant, expand="invoice_items")[0]["has_more"] is False
    assert len(variances(tenant, expand="invoice_items")[0]["invoice_items"]) == 2
    assert marks(tenant, open_) == marks(tenant, gone) == (True, False)


def test_without_a_catalog_one_question_is_asked_and_nothing_written(tenant: Tenant, vendor: dict[str, Any]) -> None:
    billed(tenant, vendor)  # a process reserves its numbers in blocks
    seen = [sql for sql in statements_of(tenant.server, lambda: billed(tenant, vendor)) if "catalog" in sql]
    # the second asks for what belongs to the invoice in its answer, and whether the catalog knows of it
    assert len([sql for sql in seen if "invoice_items" not in sql]) == 1, seen


def test_with_a_catalog_it_takes_as_many_statements_for_many_lines_as_for_one(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    billed(tenant, vendor, *[line(quantity=n) for n in range(1, 41)])
    one, many = (
        len(
            statements_of(
                tenant.server, lambda n=n: billed(tenant, vendor, *[line(quantity=q) for q in range(1, n + 1)])
            )
        )
        for n in (1, 40)
    )
    assert many <= one
