"""The request log over HTTP: what is written down of whom, and who may read it."""

import json
from collections.abc import Callable
from datetime import timedelta
from time import sleep
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from harness.api import Api, error_of, fields_of
from harness.inside import inside, plans
from harness.request_log import flush, rows_of
from harness.server import Server
from harness.tenants import Tenant
from payables.access.rules.secrets import make
from payables.app.chores import Chores
from payables.platform.db import Transaction
from payables.request_log import queries
from payables.request_log.actions import forget_requests
from payables.request_log.model import Wanted

INVOICE = {"invoice_number": "SECRET-77", "notes": "for Jane Doe", "total_amount": 12.34}


def logged(tenant: Tenant, answer: httpx2.Response) -> dict[str, Any]:
    """What the log says of the request behind an answer, which it may take a second to be told."""
    for _ in range(100):
        flush(tenant.server)
        found = tenant.api().get(f"/v1/request-log/{answer.headers['x-request-id']}")
        if found.status_code == 200:
            return found.json()
        sleep(0.02)
    raise AssertionError(found.text)


def test_a_row_tells_who_asked_what_and_how_it_ended(tenant: Tenant) -> None:
    answer = tenant.api("reader").get("/v1/vendors", params={"limit": 3, "ottimate_company_id": tenant.company()})
    row = logged(tenant, answer)
    assert row["client_id"] == tenant.credentials["reader"].client_id
    assert (row["api_key_label"], row["client_name"]) == ("default", "main")
    assert (row["method"], row["path"], row["route"], row["status"]) == ("GET", "/v1/vendors", "/v1/vendors", 200)
    assert row["query"] == {"limit": "3", "ottimate_company_id": str(tenant.company())}
    assert (row["request_bytes"], row["answer_bytes"]) == (0, len(answer.content))
    assert row["duration_ms"] > 0
    assert row["error"] is None


def test_a_refused_request_has_rolled_back_and_is_in_the_log_all_the_same(tenant: Tenant) -> None:
    answer = tenant.api().post("/v1/invoices", json={"ottimate_company_id": tenant.company(), **INVOICE})
    row = logged(tenant, answer)
    assert (row["status"], row["error"]) == (400, "validation_error")
    wrong = {fault["field"]: fault["type"] for fault in row["answer_body"]["message"]["fields"]}
    assert wrong == fields_of(answer)
    assert row["request_body"]["ottimate_company_id"] == tenant.company()
    assert row["request_body"]["invoice_number"] == "text of 9 characters"


def test_of_a_body_that_is_no_json_the_log_says_how_much_came(tenant: Tenant) -> None:
    headers = {"content-type": "application/json"}
    row = logged(tenant, tenant.api().post("/v1/vendors", content=b'{"email": "jane@', headers=headers))
    assert (row["error"], row["request_bytes"], row["request_body"]) == ("invalid_json", 16, None)


def test_nothing_of_what_was_said_is_in_the_log(tenant: Tenant) -> None:
    body = {"ottimate_company_id": tenant.company(), "erp_vendor_id": "V-1", "erp_vendor_name": "Jane Doe Farms"}
    answer = tenant.api().post("/v1/vendors", json={**body, "email": "jane@example.com", "notes?": "hush"})
    row = logged(tenant, answer)
    assert row["status"] == 201
    assert not [word for word in ("Jane", "jane", "hush", "notes?") if word in json.dumps(row)]
    assert row["answer_body"]["id"] == answer.json()["id"]


def test_of_an_answer_that_can_be_asked_for_again_only_the_size_is_kept(tenant: Tenant) -> None:
    row = logged(tenant, tenant.api().get("/v1/vendors"))
    assert (row["request_body"], row["answer_body"]) == (None, None)


def test_a_file_is_told_by_kind_and_size(tenant: Tenant) -> None:
    form = {"ottimate_location_id": str(tenant.location())}
    files = {"file": ("Jane Doe.pdf", b"%PDF-1.4 jane", "application/pdf")}
    row = logged(tenant, tenant.api().post("/v1/invoices/upload", data=form, files=files))
    assert {"part": "file", "file": "pdf", "bytes": 13} in row["request_body"]
    assert row["request_bytes"] > 13


def test_a_repeated_request_is_told_as_one_and_keys_are_shown(tenant: Tenant) -> None:
    body = {"ottimate_company_id": tenant.company(), "erp_vendor_id": "V-9", "erp_vendor_name": "Nine"}
    headers = {"Idempotency-Key": "order-77"}
    first, again = (tenant.api().post("/v1/vendors", json=body, headers=headers) for _ in range(2))
    assert [(row["idempotency_key"], row["replayed"]) for row in (logged(tenant, first), logged(tenant, again))] == [
        ("order-77", False),
        ("order-77", True),
    ]


def test_the_token_call_is_in_the_log_without_its_bodies(tenant: Tenant) -> None:
    credentials = tenant.credentials["editor"]
    form = {"grant_type": "client_credentials", "client_id": credentials.client_id}
    api = Api(tenant.server.base_url, {"X-API-Key": credentials.api_key})
    good = api.post("/v1/oauth/token", data={**form, "client_secret": credentials.client_secret})
    bad = api.post("/v1/oauth/token", data={**form, "client_secret": "wrong"})
    rows = [logged(tenant, answer) for answer in (good, bad)]
    assert [(row["status"], row["error"]) for row in rows] == [(200, None), (401, "invalid_client")]
    assert [(row["request_body"], row["answer_body"]) for row in rows] == [(None, None)] * 2
    assert [row["client_id"] for row in rows] == [credentials.client_id, None]


def test_a_token_that_has_ended_is_in_the_log_of_the_key(tenant: Tenant) -> None:
    ended = make(tenant.server.settings.env, "token")
    api = Api(
        tenant.server.base_url, {"X-API-Key": tenant.credentials["all"].api_key, "Authorization": f"Bearer {ended}"}
    )
    row = logged(tenant, api.get("/v1/vendors"))
    assert (row["status"], row["error"], row["client_id"], row["user_id"]) == (401, "invalid_token", None, None)


@pytest.mark.parametrize(
    ("content", "headers", "error"),
    [
        (b"{nonsense", {"Content-Type": "application/json"}, "invalid_json"),
        (b"x=1", {"Content-Type": "text/plain"}, "unsupported_media_type"),
        (b"{}", {"Content-Type": "application/json", "X-API-Version": "9"}, "unknown_api_version"),
    ],
)
def test_what_is_refused_for_its_form_is_in_the_log_of_its_sender(
    tenant: Tenant, content: bytes, headers: dict[str, str], error: str
) -> None:
    answer = tenant.api().post("/v1/vendors", content=content, headers=headers)
    assert error_of(answer) == error
    row = logged(tenant, answer)
    assert (row["error"], row["client_id"]) == (error, tenant.credentials["all"].client_id)


def test_a_path_that_does_not_exist_is_in_the_log_without_what_was_in_it(tenant: Tenant) -> None:
    row = logged(tenant, tenant.api().get("/v1/vendors/jane@example.com/hush"))
    assert (row["status"], row["route"]) == (404, "unmatched")
    assert row["path"] == "/v1/vendors/(16 characters)/(4 characters)"


def test_strangers_leave_no_row(tenant: Tenant, server: Server) -> None:
    answer = Api(server.base_url).get("/v1/vendors")
    assert answer.status_code == 401
    assert server.run(rows_of(server, answer.headers["x-request-id"])) == 0


@pytest.fixture
def busy(tenant: Tenant) -> Tenant:
    """An account with a few requests in its log."""
    tenant.api("reader").get("/v1/vendors")
    tenant.api("reader").post("/v1/vendors", json={})
    tenant.api("editor").get("/v1/invoices/999999")
    tenant.api("editor").get("/v1/invoices")
    flush(tenant.server)
    return tenant


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (lambda t: {"client": t.credentials["reader"].client_id, "path": "vendors"}, [403, 200]),
        (lambda t: {"status": "4xx"}, [404, 403]),
        (lambda t: {"status": "404"}, [404]),
        (lambda t: {"method": "post", "status": "4xx"}, [403]),
        (lambda t: {"path": "/invoices"}, [200, 404]),
        (lambda t: {"error": "permission_denied"}, [403]),
        (lambda t: {"date_from": "2199-01-01"}, []),
        (lambda t: {"path": "%"}, []),
    ],
)
def test_rows_are_found(busy: Tenant, filters: Callable[[Tenant], dict[str, str]], found: list[int]) -> None:
    rows = busy.api().get("/v1/request-log", params=filters(busy)).json()["results"]
    assert [row["status"] for row in rows] == found


def test_rows_of_one_key_are_found(busy: Tenant) -> None:
    newest = busy.api().get("/v1/request-log", params={"limit": 1}).json()["results"][0]
    rows = busy.api().get("/v1/request-log", params={"key": newest["api_key_id"]}).json()["results"]
    assert newest in rows
    other = busy.api().get("/v1/request-log", params={"key": "01a1f70d-0000-7000-8000-000000000001"})
    assert other.json()["results"] == []


def test_a_long_log_is_read_page_by_page(busy: Tenant) -> None:
    whole = busy.api().get("/v1/request-log", params={"limit": 100}).json()["results"]
    flush(busy.server)
    first = busy.api().get("/v1/request-log", params={"limit": 2, "request_id": whole[0]["request_id"]}).json()
    assert (len(first["results"]), first["next"]) == (1, None)
    seen, before = [], whole[0]["request_id"]
    while before:
        page = busy.api().get("/v1/request-log", params={"limit": 3, "before": before}).json()
        seen += [row["request_id"] for row in page["results"]]
        before = page["next"]
    assert seen == [row["request_id"] for row in whole[1:]]


@pytest.mark.parametrize(
    ("filters", "wrong"),
    [
        ({"status": "6xx"}, {"status": "invalid"}),
        ({"key": "mine"}, {"key": "invalid_id"}),
        ({"request_id": "req_1"}, {"request_id": "invalid_id"}),
        ({"before": "1"}, {"before": "invalid_id"}),
        ({"client": "a\0"}, {"client": "control_character"}),
        ({"limit": "101"}, {"limit": "invalid_limit"}),
        ({"date_from": "yesterday"}, {"date_from": "invalid_date"}),
        ({"colour": "red"}, {"colour": "unknown_parameter"}),
    ],
)
def test_bad_filters_are_refused(tenant: Tenant, filters: dict[str, str], wrong: dict[str, str]) -> None:
    answer = tenant.api().get("/v1/request-log", params=filters)
    assert (answer.status_code, fields_of(answer)) == (400, wrong)


@pytest.mark.parametrize(
    ("user", "error"), [("reader", "permission_denied"), ("east", "out_of_scope"), ("main", "out_of_scope")]
)
def test_the_log_is_for_those_who_manage_users_and_see_the_whole_account(tenant: Tenant, user: str, error: str) -> None:
    known = tenant.api().get("/v1/vendors").headers["x-request-id"]
    flush(tenant.server)
    for path in ("/v1/request-log", f"/v1/request-log/{known}"):
        answer = tenant.api(user).get(path)
        assert (answer.status_code, error_of(answer)) == (403, error)


def test_another_accounts_requests_do_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    known = tenant.api().get("/v1/vendors").headers["x-request-id"]
    flush(tenant.server)
    assert tenant.api().get(f"/v1/request-log/{known}").status_code == 200
    assert other_tenant.api().get(f"/v1/request-log/{known}").status_code == 404
    shown = other_tenant.api().get("/v1/request-log", params={"limit": 100}).json()["results"]
    assert known not in [row["request_id"] for row in shown]


@pytest.mark.parametrize("id", ["req_1", "nonsense", "01a1f70d-0000-7000-8000-000000000001", "req_" + "0" * 32])
def test_an_id_that_is_none_is_not_found(tenant: Tenant, id: str) -> None:
    assert tenant.api().get(f"/v1/request-log/{id}").status_code == 404


def test_rows_are_forgotten_after_their_days(tenant: Tenant, server: Server) -> None:
    answer = tenant.api().get("/v1/vendors")
    flush(server)
    server.clock.offset = timedelta(days=29)
    server.run(Chores(server.database).forget_requests())
    assert server.run(rows_of(server, answer.headers["x-request-id"])) == 1
    server.clock.offset = timedelta(days=31)
    server.run(Chores(server.database).forget_requests())
    assert server.run(rows_of(server, answer.headers["x-request-id"])) == 0


def test_what_has_gathered_is_forgotten_in_portions(
    tenant: Tenant, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget_requests, "PORTION", 2)
    old = [tenant.api().get("/v1/vendors").headers["x-request-id"] for _ in range(5)]
    flush(server)
    server.clock.offset = timedelta(days=3)
    old.append(tenant.api().get("/v1/vendors").headers["x-request-id"])
    flush(server)
    server.clock.offset = timedelta(days=40)
    kept = tenant.api().get("/v1/vendors").headers["x-request-id"]
    flush(server)
    server.run(Chores(server.database).forget_requests())
    assert [server.run(rows_of(server, one)) for one in old] == [0] * 6
    assert server.run(rows_of(server, kept)) == 1


def test_what_one_key_asked_for_is_found_by_its_index(tenant: Tenant, server: Server) -> None:
    async def sent(tx: Transaction) -> str:
        await tx.execute("SET LOCAL enable_seqscan = off")
        (plan,) = [
            one
            for one in await plans(tx, queries.kept, Wanted(api_key_id=uuid4()), 20)
            if "request_log_gaps" not in one
        ]
        return plan

    assert "request_log_of_key" in inside(tenant, sent)
