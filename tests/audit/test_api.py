import json
from pathlib import Path
from typing import Any

import pytest
from tests.audit.desk import Desk

from harness.api import Api, error_of, fields_of
from harness.invoices import make_invoice
from harness.tenants import Tenant
from payables.audit.actions.examine import examine, saved_head


def entries(api: Api, **query: Any) -> list[dict[str, Any]]:
    answer = api.get("/v1/audit-log", params={"limit": 100, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def test_changes_are_listed_newest_first_with_their_seals(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant)
    Desk(tenant).seal()
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    newest, *older = entries(api, subject_type="invoice", subject_id=invoice["id"])
    assert (newest["action"], newest["seq"], newest["hash"]) == ("invoice.approved", None, None)
    assert older[-1]["action"] == "invoice.entered"
    assert all(each["seq"] and len(each["hash"]) == 64 for each in older)


def test_an_entry_tells_who_did_it_and_by_which_request(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant)
    answer = api.patch(f"/v1/invoices/{invoice['id']}", json={"notes": "deliver to the back door"})
    entry = entries(api, action="invoice.changed")[0]
    assert entry["request_id"] == answer.headers["x-request-id"]
    assert entry["credential"] == tenant.credentials["all"].client_id
    assert (entry["before"], entry["after"]) == ({"notes": None}, {"notes": "deliver to the back door"})


def test_filters_select(tenant: Tenant, api: Api) -> None:
    one, other = make_invoice(tenant), make_invoice(tenant, tenant.api("second"))
    actors = {each["actor_id"] for each in entries(api, subject_type="invoice")}
    assert len(actors) == 2
    for actor in actors:
        assert {each["actor_id"] for each in entries(api, actor=actor)} == {actor}
    assert {each["subject_id"] for each in entries(api, subject_id=other["id"])} == {other["id"]}
    assert {each["action"] for each in entries(api, action="vendor.created")} == {"vendor.created"}
    assert entries(api, subject_id=one["id"], action="vendor.created") == []
    assert entries(api, actor=2**31 - 1) == []


def test_a_window_selects_by_instant(tenant: Tenant, api: Api) -> None:
    make_invoice(tenant)
    newest = entries(api)[0]["at"]
    assert entries(api, date_from_utc=newest, date_to_utc=newest)[0]["at"] == newest
    assert entries(api, date_from="2100-01-01") == entries(api, date_to="2000-01-01") == []
    assert fields_of(api.get("/v1/audit-log", params={"date_from": "soon"})) == {"date_from": "invalid_date"}


def test_pages_are_whole(tenant: Tenant, api: Api) -> None:
    make_invoice(tenant)
    count = api.get("/v1/audit-log").json()["count"]
    found = [api.get("/v1/audit-log", params={"page": n, "limit": 4}).json() for n in range(1, count // 4 + 3)]
    ids = [each["id"] for page in found for each in page["results"]]
    assert len(ids) == len(set(ids)) == count and {page["count"] for page in found} == {count}


@pytest.mark.parametrize("path", ["/v1/audit-log", "/v1/audit-log/head"])
@pytest.mark.parametrize(
    ("user", "code"), [("east", "out_of_scope"), ("main", "out_of_scope"), ("editor", "permission_denied")]
)
def test_who_may_not_see_the_whole_account_sees_nothing(shared_tenant: Tenant, path: str, user: str, code: str) -> None:
    answer = shared_tenant.api(user).get(path)
    assert (answer.status_code, error_of(answer)) == (403, code)


def test_another_account_s_entries_are_not_there(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert entries(other_tenant.api(), subject_id=invoice["id"]) == []


def test_the_head_of_the_api_is_one_that_an_export_is_checked_with(tenant: Tenant, api: Api, tmp_path: Path) -> None:
    desk = Desk(tenant)
    make_invoice(tenant)
    desk.seal()
    answer = api.get("/v1/audit-log/head").json()
    del answer["version"]
    head = tmp_path / "head"
    head.write_text(json.dumps(answer, sort_keys=True, separators=(",", ":")) + "\n")
    assert examine(desk.exported(tmp_path / "trail"), saved=saved_head(head)).faults == []
    assert answer["head"]["seq"] == desk.seals()[-1].seq


def test_before_anything_is_sealed_the_head_says_so(tenant: Tenant, api: Api) -> None:
    head = api.get("/v1/audit-log/head").json()["head"]
    assert (head["seq"], head["hash"], head["account"]) == (0, "0" * 64, tenant.racc)


@pytest.mark.parametrize("name", ["subject_type", "subject_id", "action"])
def test_a_filter_that_cannot_be_stored_is_refused(shared_tenant: Tenant, name: str) -> None:
    answer = shared_tenant.api().get("/v1/audit-log", params={name: "a\0b"})
    assert (answer.status_code, fields_of(answer)) == (400, {name: "control_character"})


@pytest.mark.parametrize(
    "query", [{"actor": "x"}, {"actor": "1.5"}, {"actor": 2**40}, {"limit": 101}, {"page": -1}, {"date_to_utc": "x"}]
)
def test_bad_filters_are_refused(shared_tenant: Tenant, query: dict[str, Any]) -> None:
    assert shared_tenant.api().get("/v1/audit-log", params=query).status_code == 400
