"""How far a batch is and what became of it, for whoever sent it (contract section 6.6)."""

import re

import pytest

from harness.api import error_of, fields_of
from harness.batches import completed, imported, results, row
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import working


def test_progress_goes_from_processing_to_completed(server: Server, tenant: Tenant) -> None:
    batch = imported(tenant, [row(tenant), row(tenant)])
    before = tenant.api().get(f"/v1/batch/{batch}/progress").json()
    assert before == {
        "version": "1.0.0",
        "batch_id": batch,
        "progress": 0,
        "tasks_count": 2,
        "tasks_completed": 0,
        "tasks_failed": 0,
        "status": "processing",
    }
    with working(server):
        after = completed(tenant, batch)
    assert after["progress"] == 1
    assert (after["tasks_completed"], after["tasks_failed"]) == (2, 0)
    assert after["results_url"] == f"/v1/batch/{batch}/results"
    assert "error" not in after


@pytest.mark.usefixtures("worker")
def test_completed_says_nothing_about_success(tenant: Tenant) -> None:
    batch = imported(tenant, [row(tenant), row(tenant, erp_vendor_id="nobody")])
    found = completed(tenant, batch)
    assert (found["tasks_completed"], found["tasks_failed"]) == (1, 1)
    assert "error" not in found


@pytest.mark.usefixtures("worker")
def test_an_error_is_told_when_every_task_failed(tenant: Tenant) -> None:
    batch = imported(tenant, [row(tenant, erp_vendor_id="nobody"), row(tenant, erp_vendor_id="no one")])
    assert completed(tenant, batch)["error"]


@pytest.mark.usefixtures("worker")
def test_results_have_a_result_or_a_message_per_task(tenant: Tenant) -> None:
    sent = [row(tenant), row(tenant, erp_vendor_id="nobody")]
    batch = imported(tenant, sent)
    completed(tenant, batch)
    good, bad = results(tenant, batch)
    assert (good["task"], good["message"], good["reference"]) == (0, None, sent[0]["upload_id"])
    assert good["result"]["invoice_number"] == sent[0]["invoice_number"]
    assert (bad["task"], bad["result"], bad["reference"]) == (1, None, sent[1]["upload_id"])
    assert bad["message"].startswith("erp_vendor_id: ")


def test_results_are_listed_as_far_as_there_are_any(tenant: Tenant) -> None:
    assert results(tenant, imported(tenant, [row(tenant)])) == []


def test_batches_of_others_do_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    batch = imported(tenant, [row(tenant)])
    for stranger in (tenant.api("second"), other_tenant.api()):
        for part in ("progress", "results"):
            answer = stranger.get(f"/v1/batch/{batch}/{part}")
            assert (answer.status_code, error_of(answer)) == (404, "not_found")
        assert stranger.get("/v1/batch").json()["count"] == 0


@pytest.mark.parametrize("id", ["1", "x", "00000000-0000-0000-0000-000000000000", "%00"])
def test_an_id_that_is_none_is_not_found(tenant: Tenant, id: str) -> None:
    assert tenant.api().get(f"/v1/batch/{id}/progress").status_code == 404


def test_the_list_shows_own_batches_last_modified_first(server: Server, tenant: Tenant) -> None:
    first, second = imported(tenant, [row(tenant)]), imported(tenant, [row(tenant)])
    found = tenant.api().get("/v1/batch").json()
    assert [one["batch_id"] for one in found["results"]] == [second, first]
    assert {one["completed_at"] for one in found["results"]} == {None}
    with working(server):
        completed(tenant, first)
        completed(tenant, second)
    listed = tenant.api().get("/v1/batch", params={"status": "completed", "limit": 1}).json()
    assert (listed["count"], len(listed["results"])) == (2, 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", listed["results"][0]["completed_at"])
    assert tenant.api().get("/v1/batch", params={"status": "processing"}).json()["results"] == []


def test_the_list_is_filtered_by_when_it_was_modified(tenant: Tenant) -> None:
    imported(tenant, [row(tenant)])
    count = [
        tenant.api().get("/v1/batch", params=params).json()["count"]
        for params in ({"date_from": "2020-01-01"}, {"date_to": "2020-01-01"}, {"date_to_utc": "2020-01-01T00:00:00Z"})
    ]
    assert count == [1, 0, 0]


@pytest.mark.parametrize("query", [{"status": "done"}, {"limit": "0"}, {"limit": "101"}, {"date_from": "yesterday"}])
def test_a_filter_that_cannot_be_is_refused(tenant: Tenant, query: dict[str, str]) -> None:
    answer = tenant.api().get("/v1/batch", params=query)
    assert answer.status_code == 400
    assert set(fields_of(answer)) == set(query)
