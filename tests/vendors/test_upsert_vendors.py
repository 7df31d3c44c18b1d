"""POST /v1/vendors/bulk."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from harness.api import error_of, fields_of
from harness.tenants import Tenant
from harness.trail import trail


class Bulk:
    """Sends rows to the east company."""

    def __init__(self, tenant: Tenant) -> None:
        self.api = tenant.api()
        self.company_id = tenant.company()

    def __call__(self, *rows: object, path: str = "/v1/vendors/bulk", **options: Any) -> httpx2.Response:
        return self.api.post(path, json={"ottimate_company_id": self.company_id, "vendors": rows}, **options)


@pytest.fixture
def bulk(tenant: Tenant) -> Bulk:
    return Bulk(tenant)


def row(number: int, **fields: object) -> dict[str, object]:
    return {"erp_vendor_id": f"V-{number}", "erp_vendor_name": f"Vendor {number}", **fields}


@pytest.mark.parametrize("path", ["bulk", "bulk/", "bulk-create", "bulk-create/"])
def test_new_vendors_are_created_and_known_ones_updated(bulk: Bulk, path: str) -> None:
    (known,) = bulk(row(1, city="Houston", email="a@b.example")).json()["created"]
    answer = bulk(row(2), row(1, erp_vendor_name="Renamed", email=None), row(3), path=f"/v1/vendors/{path}")
    assert answer.status_code == 201
    told = answer.json()
    assert [told[f"{kind}_count"] for kind in ("success", "created", "updated", "error")] == [3, 2, 1, 0]
    assert [vendor["erp_vendor_id"] for vendor in told["created"]] == ["V-2", "V-3"]
    assert told["errors"] == []
    (updated,) = told["updated"]
    changed = {"erp_vendor_name": "Renamed", "email": None}
    stamps = {name: updated[name] for name in ("last_modified_date", "last_modified_date_utc")}
    assert updated == known | changed | stamps
    assert updated["last_modified_date_utc"] > known["last_modified_date_utc"]
    assert bulk.api.get(f"/v1/vendors/{known['id']}").json()["vendor"] == updated


def test_a_row_needs_its_name_only_when_it_is_new(bulk: Bulk) -> None:
    bulk(row(1))
    answer = bulk({"erp_vendor_id": "V-1", "city": "Rome"}, {"erp_vendor_id": "V-2", "city": "Rome"})
    assert answer.status_code == 207
    assert answer.json()["updated"][0]["erp_vendor_name"] == "Vendor 1"
    assert answer.json()["errors"] == [
        {"index": 1, "erp_vendor_id": "V-2", "error": "erp_vendor_name is required", "type": "validation_error"}
    ]


def test_the_guides_example_of_a_failing_row(bulk: Bulk) -> None:
    told = bulk(row(1), {"erp_vendor_name": "No id"}).json()
    assert told["errors"] == [
        {"index": 1, "erp_vendor_id": None, "error": "erp_vendor_id is required", "type": "validation_error"}
    ]
    assert (told["success_count"], told["error_count"]) == (1, 1)


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        ({"erp_vendor_id": None, "erp_vendor_name": "x"}, "erp_vendor_id is required"),
        ({"erp_vendor_id": "", "erp_vendor_name": "x"}, "erp_vendor_id is required"),
        ({"erp_vendor_id": 5, "erp_vendor_name": "x"}, "erp_vendor_id: Expected str, got int"),
        (row(9, erp_vendor_name=None), "erp_vendor_name: Expected str, got null"),
        (row(9, erp_vendor_name=" "), "erp_vendor_name is required"),
        (row(9, email=7), "email: Expected str | null, got int"),
        (row(9, payment_method="cash"), "payment_method: Invalid enum value 'cash'"),
        (row(9, net_terms={}), "net_terms: Expected str | null, got object"),
        (row(9, iban="x"), "iban: This is not an IBAN: check its digits."),
        (row(9, erp_vendor_name="x" * 501), "erp_vendor_name: The text is longer than 500 characters: shorten it."),
        (None, "Expected object, got null"),
        ("V-9", "Expected object, got str"),
        ([], "Expected object, got array"),
        (7.5, "Expected object, got float"),
    ],
)
def test_a_bad_row_is_its_own_error_and_the_others_are_kept(bulk: Bulk, bad: object, error: str) -> None:
    answer = bulk(row(1), bad, row(2))
    assert answer.status_code == 207
    told = answer.json()
    assert [(fault["index"], fault["error"], fault["type"]) for fault in told["errors"]] == [
        (1, error, "validation_error")
    ]
    assert [vendor["erp_vendor_id"] for vendor in told["created"]] == ["V-1", "V-2"]


def test_when_all_rows_fail_nothing_is_written(bulk: Bulk, tenant: Tenant) -> None:
    answer = bulk({}, {"erp_vendor_id": "V-1"})
    assert answer.status_code == 207
    assert (answer.json()["success_count"], answer.json()["error_count"]) == (0, 2)
    assert bulk.api.get("/v1/vendors").json()["count"] == 0
    assert trail(tenant, "vendor") == []


def test_the_same_id_twice_keeps_the_first_row(bulk: Bulk) -> None:
    told = bulk(row(1), row(1, erp_vendor_name="Second")).json()
    assert [vendor["erp_vendor_name"] for vendor in told["created"]] == ["Vendor 1"]
    (fault,) = told["errors"]
    assert (fault["index"], fault["erp_vendor_id"], fault["type"]) == (1, "V-1", "duplicate_in_request")


def test_a_failed_row_does_not_take_the_id_of_a_good_one(bulk: Bulk) -> None:
    told = bulk(row(1, email=1), row(1)).json()
    assert [vendor["erp_vendor_id"] for vendor in told["created"]] == ["V-1"]
    assert [fault["index"] for fault in told["errors"]] == [0]


def test_a_row_that_changes_nothing_leaves_no_trace(bulk: Bulk, tenant: Tenant) -> None:
    (created,) = bulk(row(1, iban="DE10999900000000001111")).json()["created"]
    answer = bulk(row(1, iban="DE10 9999 0000 0000 0011 11"))
    assert answer.json()["updated"] == [created]
    assert [entry["action"] for entry in trail(tenant, "vendor")] == ["vendor.created"]


def test_an_update_records_what_changed_only(bulk: Bulk, tenant: Tenant) -> None:
    bulk(row(1, city="Rome", state="TX"))
    bulk(row(1, city="Paris", state="TX", zipcode="75001"))
    entry = trail(tenant, "vendor")[-1]
    assert entry["action"] == "vendor.updated"
    assert entry["before"] == {"city": "Rome", "zipcode": None}
    assert entry["after"] == {"city": "Paris", "zipcode": "75001"}


def test_a_hundred_rows_pass_and_one_more_is_refused_whole(bulk: Bulk) -> None:
    assert bulk(*(row(n) for n in range(100))).json()["created_count"] == 100
    answer = bulk(*(row(n) for n in range(100, 201)))
    assert answer.status_code == 400
    assert fields_of(answer) == {"vendors": "too_many_rows"}
    assert bulk.api.get("/v1/vendors").json()["count"] == 100


def test_no_rows_are_nothing_to_do(bulk: Bulk) -> None:
    answer = bulk()
    assert answer.status_code == 201
    assert answer.json()["success_count"] == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"vendors": None}, "vendors"),
        ({"vendors": {}}, "vendors"),
        ({"vendors": "V-1"}, "vendors"),
        ({"ottimate_company_id": None}, "ottimate_company_id"),
        ({"ottimate_company_id": "x"}, "ottimate_company_id"),
    ],
)
def test_a_bad_envelope_is_refused(bulk: Bulk, changes: dict[str, object], field: str) -> None:
    sent = {"ottimate_company_id": bulk.company_id, "vendors": [row(1)]}
    for body in (sent | changes, {name: value for name, value in sent.items() if name != field}):
        answer = bulk.api.post("/v1/vendors/bulk", json=body)
        assert answer.status_code == 400
        assert list(fields_of(answer)) == [field]
    assert bulk.api.get("/v1/vendors").json()["count"] == 0


def test_a_nul_character_refuses_the_body_as_no_json(bulk: Bulk) -> None:
    answer = bulk(row(1), row(2, city="a\0b"))
    assert (answer.status_code, error_of(answer)) == (400, "invalid_json")
    assert bulk.api.get("/v1/vendors").json()["count"] == 0


def test_companies_out_of_reach_are_refused(tenant: Tenant, other_tenant: Tenant) -> None:
    foreign = {"ottimate_company_id": other_tenant.company(), "vendors": [row(1)]}
    assert tenant.api().post("/v1/vendors/bulk", json=foreign).status_code == 404
    west = {"ottimate_company_id": tenant.company("west"), "vendors": [row(1)]}
    assert tenant.api("east").post("/v1/vendors/bulk", json=west).status_code == 403
    assert tenant.api("reader").post("/v1/vendors/bulk", json=west).status_code == 403
    assert tenant.api().get("/v1/vendors").json()["count"] == 0


def test_an_update_stays_in_its_company(tenant: Tenant, bulk: Bulk) -> None:
    bulk(row(1))
    west = {"ottimate_company_id": tenant.company("west"), "vendors": [row(1, erp_vendor_name="West")]}
    assert tenant.api().post("/v1/vendors/bulk", json=west).json()["created_count"] == 1
    names = {vendor["erp_vendor_name"] for vendor in tenant.api().get("/v1/vendors").json()["vendors"]}
    assert names == {"Vendor 1", "West"}


def test_the_same_bulk_many_times_at_once_creates_each_vendor_once(bulk: Bulk, tenant: Tenant) -> None:
    rows = [row(n) for n in range(40)]

    def send(turn: int) -> httpx2.Response:
        return bulk(*(rows if turn % 2 else rows[::-1]))

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(send, range(16)))
    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["success_count"] for answer in answers} == {40}
    assert sum(answer.json()["created_count"] for answer in answers) == 40
    assert bulk.api.get("/v1/vendors").json()["count"] == 40
    assert len(trail(tenant, "vendor")) == 40


def test_a_repeated_key_replays_the_partial_success(bulk: Bulk) -> None:
    headers = {"Idempotency-Key": "bulk-1"}
    first = bulk(row(1), {}, headers=headers)
    again = bulk(row(1), {}, headers=headers)
    assert (again.status_code, again.content) == (207, first.content)
    assert again.headers["X-Idempotent-Replayed"] == "true"


def test_a_bulk_takes_as_many_statements_for_a_hundred_rows_as_for_one(bulk: Bulk, tenant: Tenant) -> None:
    bulk(*(row(n) for n in range(50)))
    counts = [statements(tenant, lambda rows=rows: bulk(*rows)) for rows in ([row(1)], [row(n) for n in range(100)])]
    assert 0 < counts[0] <= counts[1] <= counts[0] + 4  # new ones need numbers, keys and a job


def statements(tenant: Tenant, work: Any) -> int:
    """How many statements the server sent to PostgreSQL during some work."""
    seen: list[str] = []

    async def watch(add: bool) -> None:
        pool = tenant.server.database.pool
        for holder in pool._holders:
            if holder._con is not None and not holder._con.is_closed():
                (holder._con.add_query_logger if add else holder._con.remove_query_logger)(listener)

    def listener(query: Any) -> None:
        seen.append(query.query)

    tenant.server.run(watch(True))
    work()
    tenant.server.run(watch(False))
    return len(seen)
