"""What every request passes, whatever it asks for (contract/platform.md sections 2, 3, 6, 7)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from harness.api import Api, error_of
from harness.invoices import make_invoice
from harness.tenants import Tenant

VENDOR = {"erp_vendor_name": "Sysco", "erp_vendor_id": "SYS-1"}


def vendor(tenant: Tenant, **changes: object) -> dict[str, object]:
    return {"ottimate_company_id": tenant.company(), **VENDOR, **changes}


def vendor_count(tenant: Tenant) -> int:
    return tenant.api().get("/v1/vendors").json()["count"]


def test_every_answer_has_a_request_id_and_the_limits(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api().get("/v1/accounts")
    assert answer.headers["x-request-id"].startswith("req_")
    assert "ratelimit" in answer.headers and "ratelimit-policy" in answer.headers


def test_an_error_has_the_documented_body(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api().get("/v1/vendors/999999999")
    body = answer.json()
    assert answer.status_code == 404
    assert set(body) == {"code", "message", "request_id", "timestamp"}
    assert body["request_id"] == answer.headers["x-request-id"]
    assert body["message"] == {"error": "not_found", "fields": []}


def test_problem_json_has_the_same_code(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api().get("/v1/vendors/999999999", headers={"Accept": "application/problem+json"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["status"], answer.json()["code"]) == (404, "not_found")


def test_an_unknown_version_is_refused(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api().get("/v1/accounts", headers={"X-API-Version": "2.0.0"})
    assert (answer.status_code, error_of(answer)) == (400, "unknown_api_version")


def test_an_unknown_path_is_404_and_a_wrong_method_405(shared_tenant: Tenant) -> None:
    assert error_of(shared_tenant.api().get("/v1/nothing-here")) == "no_such_path"
    answer = shared_tenant.api().delete("/v1/accounts")
    assert (answer.status_code, error_of(answer)) == (405, "method_not_allowed")


def test_both_credentials_are_needed(shared_tenant: Tenant) -> None:
    full = dict(shared_tenant.api().headers)
    for missing in ("x-api-key", "authorization"):
        headers = {name: value for name, value in full.items() if name != missing}
        answer = Api(shared_tenant.server.base_url, headers).get("/v1/vendors")
        assert (answer.status_code, error_of(answer)) == (401, "missing_credentials")


def test_a_foreign_accounts_token_does_not_fit_the_key(shared_tenant: Tenant, other_tenant: Tenant) -> None:
    headers = {**shared_tenant.api().headers, "authorization": other_tenant.api().headers["authorization"]}
    answer = Api(shared_tenant.server.base_url, headers).get("/v1/vendors")
    assert (answer.status_code, error_of(answer)) == (401, "invalid_token")


def test_a_token_ends_after_its_lifetime(tenant: Tenant) -> None:
    api = tenant.api()
    assert api.get("/v1/accounts").status_code == 200
    tenant.server.clock.offset = timedelta(seconds=3601)
    assert error_of(api.get("/v1/accounts")) == "invalid_token"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"ottimate_company_id": NaN}',
        b'{"a": 1, "a": 2}',
        b'{"erp_vendor_name": "\\ud800"}',
        b'{"erp_vendor_name": "\\u0000"}',
        b'{"ottimate_company_id": ' + b"9" * 5000 + b"}",
        b'{"a":' * 60 + b"1" + b"}" * 60,
        b'{"erp_vendor_name": "\xff"}',
    ],
    ids=["empty", "cut", "list", "NaN", "twice", "surrogate", "NUL", "5,000 digits", "deep", "not UTF-8"],
)
def test_bad_json_is_refused_and_changes_nothing(shared_tenant: Tenant, body: bytes) -> None:
    before = vendor_count(shared_tenant)
    answer = shared_tenant.api().post("/v1/vendors", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert vendor_count(shared_tenant) == before


def test_another_media_type_is_refused(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api().post("/v1/vendors", content=b"a: 1", headers={"Content-Type": "application/yaml"})
    assert (answer.status_code, error_of(answer)) == (400, "unsupported_media_type")


def test_a_body_over_the_limit_is_refused(shared_tenant: Tenant) -> None:
    body = b'{"erp_vendor_name": "' + b"x" * (2 * 1024 * 1024) + b'"}'
    answer = shared_tenant.api().post("/v1/vendors", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, error_of(answer)) == (413, "body_too_large")
    assert f"{2 * 1024 * 1024} bytes" in answer.json()["code"]


def test_a_repeated_key_replays_the_first_answer(tenant: Tenant) -> None:
    key = {"Idempotency-Key": "k-1"}
    first = tenant.api().post("/v1/vendors", json=vendor(tenant), headers=key)
    again = tenant.api().post("/v1/vendors/", json=vendor(tenant), headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["x-idempotent-replayed"] == "true"
    assert again.content == first.content
    assert vendor_count(tenant) == 1


def test_a_repeated_key_with_another_body_is_refused(tenant: Tenant) -> None:
    key = {"Idempotency-Key": "k-1"}
    tenant.api().post("/v1/vendors", json=vendor(tenant), headers=key)
    other = tenant.api().post("/v1/vendors", json=vendor(tenant, erp_vendor_id="SYS-2"), headers=key)
    assert (other.status_code, error_of(other)) == (422, "idempotency_key_reused")
    assert vendor_count(tenant) == 1


def test_a_failed_request_leaves_its_key_free(tenant: Tenant) -> None:
    key = {"Idempotency-Key": "k-1"}
    wrong = tenant.api().post("/v1/vendors", json={"erp_vendor_id": "X"}, headers=key)
    right = tenant.api().post("/v1/vendors", json=vendor(tenant), headers=key)
    assert (wrong.status_code, right.status_code) == (400, 201)


def test_a_key_is_free_again_after_a_day(tenant: Tenant) -> None:
    key = {"Idempotency-Key": "k-1"}
    tenant.api().post("/v1/vendors", json=vendor(tenant), headers=key)
    tenant.server.clock.offset = timedelta(hours=24, seconds=1)
    late = Tenant(tenant.server, tenant.key, tenant.account_id, tenant.credentials)
    answer = late.api().post("/v1/vendors", json=vendor(tenant, erp_vendor_id="SYS-2"), headers=key)
    assert (answer.status_code, "x-idempotent-replayed" in answer.headers) == (201, False)


def test_one_key_fifty_times_at_once_creates_one(tenant: Tenant) -> None:
    api, body = tenant.api(), vendor(tenant)

    def create(_: int) -> tuple[int, bool]:
        answer = api.post("/v1/vendors", json=body, headers={"Idempotency-Key": "k-50"})
        return answer.status_code, "x-idempotent-replayed" in answer.headers

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(create, range(50)))
    assert answers.count((201, False)) == 1
    assert set(answers) <= {(201, False), (201, True), (409, False)}
    assert vendor_count(tenant) == 1


def test_a_bad_key_is_refused(shared_tenant: Tenant) -> None:
    for key in (b"a b", b"x" * 129, b"\xfc"):
        headers = {b"Idempotency-Key": key}
        answer = shared_tenant.api().post("/v1/vendors", json=vendor(shared_tenant), headers=headers)  # type: ignore[arg-type]
        assert (answer.status_code, error_of(answer)) == (400, "invalid_idempotency_key")


def test_the_same_key_of_another_account_is_another_key(tenant: Tenant, other_tenant: Tenant) -> None:
    key = {"Idempotency-Key": "k-1"}
    assert tenant.api().post("/v1/vendors", json=vendor(tenant), headers=key).status_code == 201
    assert other_tenant.api().post("/v1/vendors", json=vendor(other_tenant), headers=key).status_code == 201


def test_a_read_only_role_cannot_write(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api("reader").post("/v1/vendors", json=vendor(shared_tenant))
    assert (answer.status_code, error_of(answer)) == (403, "permission_denied")


def test_health_needs_no_credentials(shared_tenant: Tenant) -> None:
    anyone = Api(shared_tenant.server.base_url)
    assert anyone.get("/livez").json() == {"status": "alive"}
    assert anyone.get("/readyz").json()["status"] == "ready"


def test_no_spelling_of_a_path_goes_around_the_gate(shared_tenant: Tenant) -> None:
    stranger = Api(shared_tenant.server.base_url)
    for path in (
        "//v1/invoices",
        "///v1/vendors",
        "/v1//invoices",
        "//oauth/token",
        "/v1/../v1/invoices",
        "/%2Fv1/vendors",
    ):
        for method in ("GET", "POST"):
            answer = stranger.request(method, stranger.base_url.copy_with(raw_path=path.encode()), json={})
            assert answer.status_code in (401, 404), f"{method} {path}: {answer.status_code}"


def test_what_is_not_of_the_api_does_not_exist(shared_tenant: Tenant) -> None:
    assert error_of(Api(shared_tenant.server.base_url).get("/admin")) == "no_such_path"


def test_a_key_of_one_api_user_tells_another_nothing(tenant: Tenant) -> None:
    key = {"Idempotency-Key": "k-1"}
    body = vendor(tenant, ottimate_company_id=tenant.company("west"))
    assert tenant.api().post("/v1/vendors", json=body, headers=key).status_code == 201
    answer = tenant.api("east").post("/v1/vendors", json=body, headers=key)
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")


def test_a_replayed_answer_carries_its_version(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path, key = f"/v1/invoices/{invoice['id']}", {"Idempotency-Key": "k-1"}
    first = tenant.api().patch(path, json={"notes": "x"}, headers=key)
    again = tenant.api().patch(path, json={"notes": "x"}, headers=key)
    assert again.headers["x-idempotent-replayed"] == "true"
    assert again.headers["etag"] == first.headers["etag"]
