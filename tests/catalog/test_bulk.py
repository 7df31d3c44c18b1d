"""Up to a thousand entries, prices or allowances at once, worked on in the background."""

from typing import Any

import httpx2
import pytest

from harness.api import Api, error_of, fields_of
from harness.batches import completed, results
from harness.catalog_entries import entry_body, make_entry, make_price
from harness.invoices import make_vendor
from harness.tenants import Tenant

Vendor = dict[str, Any]


def send(tenant: Tenant, what: str, body: Any, api: Api | None = None) -> httpx2.Response:
    return (api or tenant.api()).post(f"/v1/catalog/{what}/bulk", json=body)


def ran(tenant: Tenant, what: str, body: Any, api: Api | None = None) -> list[dict[str, Any]]:
    answer = send(tenant, what, body, api)
    assert answer.status_code == 202, answer.text
    batch = answer.json()["batch_id"]
    completed(tenant, batch, api)
    return results(tenant, batch, api)


def entries(tenant: Tenant, **query: Any) -> list[dict[str, Any]]:
    where = {"ottimate_company_id": tenant.company(), **query}
    return tenant.api().get("/v1/catalog/entries", params=where).json()["results"]


def rows(tenant: Tenant, vendor: Vendor, count: int) -> list[dict[str, Any]]:
    return [entry_body(tenant, vendor) for _ in range(count)]


def test_a_bulk_is_taken_in_as_a_batch(tenant: Tenant, vendor: Vendor) -> None:
    answer = send(tenant, "entries", {"entries": rows(tenant, vendor, 2)})
    assert answer.status_code == 202
    found = answer.json()
    assert (found["status"], found["summary"]) == ("processing", {"count": 2})
    assert found["batch_url"] == f"/v1/batch/{found['batch_id']}/progress"
    assert found["results_url"] == f"/v1/batch/{found['batch_id']}/results"
    assert entries(tenant) == []


@pytest.mark.usefixtures("worker")
def test_each_row_has_its_entry_as_its_result(tenant: Tenant, vendor: Vendor) -> None:
    sent = rows(tenant, vendor, 120)
    sent[7]["prices"] = [{"price": 20, "start_date": "2026-01-01"}]
    found = ran(tenant, "entries", {"entries": sent})
    assert [one["task"] for one in found] == list(range(120))
    assert [one["result"]["item_name"] for one in found] == [row["item_name"] for row in sent]
    assert [price["price"] for price in found[7]["result"]["prices"]] == ["20.00"]
    assert len(entries(tenant, limit=100)) == 100


@pytest.mark.usefixtures("worker")
def test_a_bad_row_fails_by_itself(tenant: Tenant, vendor: Vendor) -> None:
    sent = rows(tenant, vendor, 6)
    sent[1]["price"] = -1
    sent[2]["erp_vendor_id"] = "NOBODY"
    sent[3]["prices"] = [
        {"price": 1, "start_date": "2026-01-01", "end_date": "2026-02-01"},
        {"price": 2, "start_date": "2026-02-01", "end_date": "2026-03-01"},
    ]
    found = ran(tenant, "entries", sent)
    assert [one["result"] is not None for one in found] == [True, False, False, False, True, True]
    assert "price: A price or an allowance is zero or more." in found[1]["message"]
    assert "erp_vendor_id" in found[2]["message"]
    assert "two prices cannot hold on one day" in found[3]["message"]
    assert len(entries(tenant)) == 3


@pytest.mark.usefixtures("worker")
def test_a_bulk_sent_again_changes_nothing(tenant: Tenant, vendor: Vendor) -> None:
    sent = rows(tenant, vendor, 3)
    first = ran(tenant, "entries", {"entries": sent})
    again = ran(tenant, "entries", {"entries": sent})
    assert [one["result"]["id"] for one in again] == [one["result"]["id"] for one in first]
    assert [one["result"]["last_modified_date"] for one in again] == [
        one["result"]["last_modified_date"] for one in first
    ]


@pytest.mark.usefixtures("worker")
def test_rows_may_be_of_several_companies(tenant: Tenant, vendor: Vendor) -> None:
    west = make_vendor(tenant, "west")
    of_west = entry_body(tenant, west, ottimate_company_id=tenant.company("west"))
    without = entry_body(tenant, vendor)
    del without["ottimate_company_id"]
    found = ran(tenant, "entries", {"ottimate_company_id": tenant.company(), "catalog_entries": [of_west, without]})
    companies = [one["result"]["ottimate_company_id"] for one in found]
    assert companies == [tenant.company("west"), tenant.company()]


@pytest.mark.usefixtures("worker")
def test_prices_that_are_there_are_skipped(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    known = make_price(tenant, entry, 20, "2026-01-01", reference_id="P-1")
    row = {"ottimate_company_id": tenant.company(), "catalog_entry_id": entry["id"]}
    sent = [
        {**row, "price": 99, "start_date": "2026-05-01", "reference_id": "P-1"},
        {**row, "price": "21", "start_date": "2026-07-01"},
        {**row, "price": 20, "start_date": "2026-01-01"},
        {**row, "price": 22, "start_date": "2026-07-01", "end_date": "2026-07-31"},
    ]
    found = ran(tenant, "prices", {"prices": sent})
    assert (found[0]["result"]["id"], found[0]["result"]["price"], found[0]["result"]["skipped"]) == (
        known["id"], "20.00", True,
    )  # fmt: skip
    assert (found[1]["result"]["price"], "skipped" in found[1]["result"]) == ("21.00", False)
    assert found[2]["result"]["id"] == known["id"]
    assert (found[3]["result"], "two prices cannot hold" in found[3]["message"]) == (None, True)


@pytest.mark.usefixtures("worker")
def test_allowances_are_put_by_their_reference(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    row = {"catalog_entry_id": entry["id"], "start_date": "2026-01-01"}
    body = {"ottimate_company_id": tenant.company(), "allowances": [{**row, "amount": 1, "reference_id": "A-1"}]}
    first = ran(tenant, "allowances", body)[0]["result"]
    body["allowances"] = [{**row, "amount": 2, "reference_id": "A-1"}, {**row, "amount": 3}]
    found = ran(tenant, "allowances", body)
    assert (found[0]["result"]["id"], found[0]["result"]["amount"]) == (first["id"], "2.00")
    assert "two of a type cannot hold on one day" in found[1]["message"]


@pytest.mark.usefixtures("worker")
def test_a_row_is_refused_where_the_scope_does_not_reach(tenant: Tenant, vendor: Vendor) -> None:
    entry, main = make_entry(tenant, vendor), tenant.api("main")
    row = {"catalog_entry_id": entry["id"], "price": 1, "start_date": "2026-01-01", "price_type": "location"}
    body = {
        "ottimate_company_id": tenant.company(),
        "prices": [{**row, "ottimate_location_id": tenant.location(name)} for name in ("main", "park")],
    }
    found = ran(tenant, "prices", body, main)
    assert [one["result"] is not None for one in found] == [True, False]
    assert "scope" in found[1]["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "entries"),
        ([], "entries"),
        ({"entries": {}}, "entries"),
        ({"entries": ["x"]}, "entries[0]"),
        ({"entries": [{}]}, "entries[0].ottimate_company_id"),
        ({"entries": [{"ottimate_company_id": 1}] * 1001}, "entries"),
    ],
)
def test_a_body_that_is_no_list_of_rows_is_refused(tenant: Tenant, body: Any, field: str) -> None:
    answer = send(tenant, "entries", body)
    assert (answer.status_code, list(fields_of(answer))) == (400, [field])


def test_what_is_sent_twice_is_refused_as_a_whole(tenant: Tenant, vendor: Vendor) -> None:
    sent = rows(tenant, vendor, 3)
    sent[2] = {**sent[0], "item_name": sent[0]["item_name"].upper()}
    answer = send(tenant, "entries", {"entries": sent})
    assert fields_of(answer) == {"entries[2].catalog_unique_key": "duplicate_in_request"}
    row = {"ottimate_company_id": tenant.company(), "reference_id": "P-1"}
    for what in ("prices", "allowances"):
        answer = send(tenant, what, {what: [row, row]})
        assert fields_of(answer) == {f"{what}[1].reference_id": "duplicate_in_request"}


def test_companies_and_rights_are_checked_at_once(tenant: Tenant, other_tenant: Tenant, vendor: Vendor) -> None:
    row = entry_body(tenant, vendor)
    assert error_of(send(tenant, "entries", [row], tenant.api("reader"))) == "permission_denied"
    assert error_of(send(tenant, "entries", [row], tenant.api("main"))) == "out_of_scope", (
        "an entry is for all locations"
    )
    west = {**row, "ottimate_company_id": tenant.company("west")}
    assert error_of(send(tenant, "entries", [west], tenant.api("east"))) == "out_of_scope"
    assert send(tenant, "entries", [{**row, "ottimate_company_id": other_tenant.company()}]).status_code == 404
