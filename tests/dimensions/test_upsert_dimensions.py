"""POST /v1/dimensions/bulk."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from harness.api import fields_of
from harness.tenants import Tenant
from harness.trail import trail


class Bulk:
    """Sends rows to the east company."""

    def __init__(self, tenant: Tenant) -> None:
        self.api = tenant.api()
        self.company_id = tenant.company()

    def __call__(self, *rows: object, path: str = "/v1/dimensions/bulk", **options: Any) -> httpx2.Response:
        return self.api.post(path, json={"ottimate_company_id": self.company_id, "dimensions": rows}, **options)

    def count(self) -> int:
        return self.api.get("/v1/dimensions").json()["count"]


@pytest.fixture
def bulk(tenant: Tenant) -> Bulk:
    return Bulk(tenant)


def row(number: int, **fields: object) -> dict[str, object]:
    return {
        "erp_type": "Account",
        "ottimate_type": "account",
        "name": f"Account {number}",
        "code": f"{number}",
        "reference_id": f"acct-{number}",
        "erp_dimension_id": f"{number}",
        **fields,
    }


@pytest.mark.parametrize("path", ["/v1/dimensions/bulk", "/v1/dimensions/bulk-create/"])
def test_new_dimensions_are_created_and_known_ones_updated(bulk: Bulk, path: str) -> None:
    (known,) = bulk(row(1)).json()["created"]
    answer = bulk(row(2), {"reference_id": "acct-1", "name": "Renamed"}, row(3), path=path)
    assert answer.status_code == 201
    told = answer.json()
    assert [told[f"{kind}_count"] for kind in ("success", "created", "updated", "error")] == [3, 2, 1, 0]
    assert [dimension["reference_id"] for dimension in told["created"]] == ["acct-2", "acct-3"]
    assert told["updated"] == [known | {"name": "Renamed"}]
    assert bulk.api.get(f"/v1/dimensions/{known['id']}").json()["dimension"] == told["updated"][0]


@pytest.mark.parametrize(
    ("bad", "error", "kind"),
    [
        ({"name": "no reference"}, "reference_id is required", "validation_error"),
        (row(9, reference_id=None), "reference_id is required", "validation_error"),
        ({"reference_id": "new", "name": "x", "code": "1", "erp_type": "A", "ottimate_type": "item"},
         "erp_dimension_id is required", "validation_error"),
        (row(9, name=None), "name: Expected str, got null", "validation_error"),
        (row(9, name=""), "name is required", "validation_error"),
        (row(9, code=5000), "code: Expected str, got int", "validation_error"),
        (row(9, ottimate_type="colour"),
         "ottimate_type: There is no dimension type 'colour': see the documented values.", "validation_error"),
        (row(1, code="other"), "reference_id: stands in an earlier row of this request.", "duplicate_in_request"),
        (row(9, erp_dimension_id="1"), "erp_dimension_id: stands in an earlier row of this request.",
         "duplicate_in_request"),
        (None, "Expected object, got null", "validation_error"),
        ("x", "Expected object, got str", "validation_error"),
    ],
)  # fmt: skip
def test_a_bad_row_is_its_own_error_and_the_others_are_kept(bulk: Bulk, bad: object, error: str, kind: str) -> None:
    answer = bulk(row(1), bad, row(2))
    assert answer.status_code == 207
    told = answer.json()
    assert [(fault["index"], fault["error"], fault["type"]) for fault in told["errors"]] == [(1, error, kind)]
    assert [dimension["code"] for dimension in told["created"]] == ["1", "2"]
    assert bulk.count() == 2


def test_an_error_names_the_row(bulk: Bulk) -> None:
    (fault,) = bulk(row(4, code=1)).json()["errors"]
    assert {name: fault[name] for name in ("index", "reference_id", "erp_dimension_id", "name")} == {
        "index": 0,
        "reference_id": "acct-4",
        "erp_dimension_id": "4",
        "name": "Account 4",
    }


def test_an_erp_id_of_another_dimension_is_refused_naming_it(bulk: Bulk) -> None:
    first, second = bulk(row(1), row(2)).json()["created"]
    told = bulk(row(3, erp_dimension_id="1"), {"reference_id": "acct-2", "erp_dimension_id": "1"}).json()
    assert [fault["type"] for fault in told["errors"]] == ["already_exists", "already_exists"]
    assert all(first["id"] in fault["error"] for fault in told["errors"])
    assert bulk.api.get(f"/v1/dimensions/{second['id']}").json()["dimension"] == second


def test_a_row_that_wants_anothers_erp_id_does_not_hurt_the_row_of_its_owner(bulk: Bulk) -> None:
    bulk(row(1))
    answer = bulk(row(2, erp_dimension_id="1"), row(1, name="New"))
    assert answer.status_code == 207
    assert [(each["index"], each["type"]) for each in answer.json()["errors"]] == [(0, "already_exists")]
    assert [each["name"] for each in answer.json()["updated"]] == ["New"]


def test_two_dimensions_cannot_exchange_their_erp_ids_in_one_request(bulk: Bulk) -> None:
    bulk(row(1), row(2))
    answer = bulk(row(1, erp_dimension_id="2"), row(2, erp_dimension_id="1"))
    assert answer.status_code == 207
    assert [fault["type"] for fault in answer.json()["errors"]] == ["already_exists", "already_exists"]


def test_an_erp_id_is_free_in_another_type(bulk: Bulk) -> None:
    assert bulk(row(1), row(2, ottimate_type="Cost_Type", erp_dimension_id="1")).status_code == 201


def test_a_row_that_changes_nothing_leaves_no_trace(bulk: Bulk, tenant: Tenant) -> None:
    (created,) = bulk(row(1)).json()["created"]
    assert bulk(row(1, ottimate_type="ACCOUNT")).json()["updated"] == [created]
    assert [entry["action"] for entry in trail(tenant, "dimension")] == ["dimension.created"]


def test_an_update_records_what_changed_only(bulk: Bulk, tenant: Tenant) -> None:
    bulk(row(1))
    bulk(row(1, name="Food", code="1"))
    entry = trail(tenant, "dimension")[-1]
    assert (entry["action"], entry["before"], entry["after"]) == (
        "dimension.updated",
        {"name": "Account 1"},
        {"name": "Food"},
    )


def test_a_hundred_rows_pass_and_one_more_is_refused_whole(bulk: Bulk) -> None:
    assert bulk(*(row(n) for n in range(100))).json()["created_count"] == 100
    answer = bulk(*(row(n) for n in range(100, 201)))
    assert (answer.status_code, fields_of(answer)) == (400, {"dimensions": "too_many_rows"})
    assert bulk.count() == 100


@pytest.mark.parametrize("sent", [None, {}, "x", "left out"])
def test_a_bad_envelope_is_refused(bulk: Bulk, sent: object) -> None:
    body = {"ottimate_company_id": bulk.company_id, "dimensions": sent}
    if sent == "left out":
        del body["dimensions"]
    answer = bulk.api.post("/v1/dimensions/bulk", json=body)
    assert answer.status_code == 400
    assert list(fields_of(answer)) == ["dimensions"]


def test_companies_out_of_reach_are_refused(tenant: Tenant, other_tenant: Tenant) -> None:
    foreign = {"ottimate_company_id": other_tenant.company(), "dimensions": [row(1)]}
    assert tenant.api().post("/v1/dimensions/bulk", json=foreign).status_code == 404
    west = {"ottimate_company_id": tenant.company("west"), "dimensions": [row(1)]}
    assert tenant.api("main").post("/v1/dimensions/bulk", json=west).status_code == 403
    assert tenant.api("reader").post("/v1/dimensions/bulk", json=west).status_code == 403


def test_the_same_bulk_many_times_at_once_creates_each_dimension_once(bulk: Bulk, tenant: Tenant) -> None:
    rows = [row(n) for n in range(40)]

    def send(turn: int) -> httpx2.Response:
        return bulk(*(rows if turn % 2 else rows[::-1]))

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(send, range(16)))
    assert {answer.status_code for answer in answers} == {201}
    assert sum(answer.json()["created_count"] for answer in answers) == 40
    assert bulk.count() == 40
    assert len(trail(tenant, "dimension")) == 40


def test_two_references_that_claim_one_erp_id_at_once_leave_one(bulk: Bulk) -> None:
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda n: bulk(row(n, erp_dimension_id="same")), range(16)))
    assert sorted(answer.status_code for answer in answers) == [201] + [207] * 15
    assert bulk.count() == 1
