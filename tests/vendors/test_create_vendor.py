"""POST /v1/vendors and GET /v1/vendors/{id}."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.api import Api, error_of, fields_of
from harness.tenants import Tenant
from harness.trail import trail

NEEDED: dict[str, str] = {"erp_vendor_id": "NFS-001", "erp_vendor_name": "New Food Supplier Inc"}
OPTIONAL: dict[str, str] = {
    "email": "orders@newfoodsupplier.com",
    "phone": "+1-555-123-4567",
    "net_terms": "Net 30",
    "payment_method": "ach",
    "address_line_1": "1 Dock Road",
    "address_line_2": "Gate 4",
    "city": "Houston",
    "state": "TX",
    "zipcode": "77077",
    "tax_id": "990001001",
    "iban": "DE10999900000000001111",
}


@pytest.fixture
def body(tenant: Tenant) -> dict[str, Any]:
    return {"ottimate_company_id": tenant.company(), **NEEDED}


def test_a_created_vendor_is_answered_flat_and_as_an_object(api: Api, body: dict[str, Any]) -> None:
    answer = api.post("/v1/vendors", json=body | OPTIONAL)
    assert answer.status_code == 201
    created = answer.json()
    assert created.pop("version") == "1.0.0"
    vendor = created.pop("vendor")
    assert created == vendor
    assert vendor.items() >= (body | OPTIONAL).items()
    assert isinstance(vendor["id"], int)
    assert vendor["company_name"].endswith("East Inc")
    assert vendor["created_date_utc"] == vendor["last_modified_date_utc"]
    assert vendor["created_date"] == vendor["created_date_utc"][:19] + "Z"
    assert api.get(f"/v1/vendors/{vendor['id']}").json() == {"version": "1.0.0", "vendor": vendor}


def test_what_is_not_sent_is_null(api: Api, body: dict[str, Any]) -> None:
    vendor = api.post("/v1/vendors", json=body).json()["vendor"]
    assert {vendor[name] for name in OPTIONAL} == {None}


def test_the_pinned_version_is_answered(api: Api, body: dict[str, Any]) -> None:
    assert api.post("/v1/vendors", json=body, headers={"X-API-Version": "1.1.0"}).json()["version"] == "1.1.0"


def test_the_company_id_may_be_text_and_unknown_fields_are_ignored(api: Api, body: dict[str, Any]) -> None:
    text = body | {"ottimate_company_id": str(body["ottimate_company_id"]), "id": 7, "colour": "red"}
    vendor = api.post("/v1/vendors/", json=text).json()["vendor"]
    assert vendor["ottimate_company_id"] == body["ottimate_company_id"]
    assert vendor["id"] != 7


@pytest.mark.parametrize("field", ["ottimate_company_id", "erp_vendor_id", "erp_vendor_name"])
def test_company_id_and_name_are_required(api: Api, body: dict[str, Any], field: str) -> None:
    for sent in (body | {field: None}, body | {field: ""}, {k: v for k, v in body.items() if k != field}):
        answer = api.post("/v1/vendors", json=sent)
        assert answer.status_code == 400
        assert list(fields_of(answer)) == [field]
    assert _count(api) == 0


@pytest.mark.parametrize(
    ("field", "sent", "fault"),
    [
        ("erp_vendor_name", "x" * 501, "too_long"),
        ("erp_vendor_id", "x" * 256, "too_long"),
        ("erp_vendor_id", 1001, "invalid"),
        ("net_terms", "x" * 101, "too_long"),
        ("net_terms", 30, "invalid"),
        ("city", "a\x07b", "control_character"),
        ("email", "no address", "invalid_email"),
        ("email", "a@b@c", "invalid_email"),
        ("payment_method", "cash", "invalid"),
        ("payment_method", "", "invalid"),
        ("iban", "DE11999900000000001111", "invalid_iban"),
        ("iban", "12345", "invalid_iban"),
        ("phone", ["+1"], "invalid"),
        ("ottimate_company_id", 1.5, "invalid"),
        ("ottimate_company_id", -1, "invalid_id"),
        ("ottimate_company_id", "1e3", "invalid_id"),
        ("ottimate_company_id", 2**40, "invalid_id"),
    ],
)
def test_a_bad_field_is_named(api: Api, body: dict[str, Any], field: str, sent: object, fault: str) -> None:
    answer = api.post("/v1/vendors", json=body | {field: sent})
    assert answer.status_code == 400
    assert fields_of(answer) == {field: fault}
    assert _count(api) == 0


def test_all_bad_fields_are_named_at_once(api: Api, body: dict[str, Any]) -> None:
    answer = api.post("/v1/vendors", json=body | {"erp_vendor_name": " ", "email": "x", "iban": "x"})
    assert fields_of(answer) == {"erp_vendor_name": "required", "email": "invalid_email", "iban": "invalid_iban"}


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("erp_vendor_name", "Müller & Söhne 漢字 ☕"),
        ("erp_vendor_name", "x" * 500),
        ("erp_vendor_name", "ﷺ" * 500),  # 18 letters each in the form names are compared in
        ("erp_vendor_name", "{erp_vendor_id} %s <script>"),
        ("erp_vendor_name", "!!!"),
        ("erp_vendor_id", " SYS-001 "),
        ("erp_vendor_id", "a/b?c#d"),
        ("phone", "call Bob, not before 10"),
        ("phone", "+1-555-123-4567"),
        ("net_terms", "when the cows come home"),
        ("email", "ap@a.example; ar@a.example"),
    ],
)
def test_text_comes_back_as_it_was_sent(api: Api, body: dict[str, Any], field: str, sent: str) -> None:
    answer = api.post("/v1/vendors", json=body | {field: sent})
    assert answer.status_code == 201
    assert answer.json()["vendor"][field] == sent


def test_tax_id_and_iban_are_kept_in_normal_form(api: Api, body: dict[str, Any]) -> None:
    sent = {"tax_id": "de 999.900-016", "iban": "de10 9999 0000 0000 0011 11"}
    vendor = api.post("/v1/vendors", json=body | sent).json()["vendor"]
    assert (vendor["tax_id"], vendor["iban"]) == ("DE999900016", "DE10999900000000001111")


@pytest.mark.parametrize(
    "raw",
    [
        b'{"erp_vendor_id": NaN}',
        b'{"erp_vendor_id": "a", "erp_vendor_id": "b"}',
        rb'{"erp_vendor_name": "a\u0000b"}',
        rb'{"erp_vendor_name": "\udc00"}',
        b'{"ottimate_company_id": ' + b"9" * 5000 + b"}",
        b'{"a":' * 60 + b"1" + b"}" * 60,
        b"",
        b"[]",
        b"\xff",
    ],
)
def test_a_body_that_is_no_sound_json_object_is_refused(api: Api, raw: bytes) -> None:
    answer = api.post("/v1/vendors", content=raw, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert _count(api) == 0


def test_an_existing_erp_id_is_a_conflict_that_names_the_vendor(api: Api, body: dict[str, Any]) -> None:
    first = api.post("/v1/vendors", json=body).json()["vendor"]
    answer = api.post("/v1/vendors", json=body | {"erp_vendor_name": "Another"})
    assert (answer.status_code, error_of(answer)) == (409, "vendor_exists")
    assert fields_of(answer) == {"erp_vendor_id": "already_exists"}
    assert str(first["id"]) in answer.json()["code"]
    assert api.get(f"/v1/vendors/{first['id']}").json()["vendor"] == first


def test_companies_do_not_share_vendors(api: Api, tenant: Tenant, body: dict[str, Any]) -> None:
    first = api.post("/v1/vendors", json=body).json()
    second = api.post("/v1/vendors", json=body | {"ottimate_company_id": tenant.company("west")})
    assert second.status_code == 201
    assert second.json()["id"] != first["id"]


def test_another_accounts_company_is_unknown(api: Api, other_tenant: Tenant, body: dict[str, Any]) -> None:
    answer = api.post("/v1/vendors", json=body | {"ottimate_company_id": other_tenant.company()})
    assert answer.status_code == 404
    assert _count(other_tenant.api()) == 0


def test_a_company_outside_the_scope_is_forbidden(tenant: Tenant, body: dict[str, Any]) -> None:
    for user in ("east", "main"):
        answer = tenant.api(user).post("/v1/vendors", json=body | {"ottimate_company_id": tenant.company("west")})
        assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    assert tenant.api("main").post("/v1/vendors", json=body).status_code == 201


def test_a_reader_may_not_create(tenant: Tenant, body: dict[str, Any]) -> None:
    answer = tenant.api("reader").post("/v1/vendors", json=body)
    assert (answer.status_code, error_of(answer)) == (403, "permission_denied")


@pytest.mark.parametrize("vendor_id", ["0", "-1", "abc", "1e3", "1.0", "007", "9" * 30, "%00", "null", "dim_x"])
def test_an_id_that_is_none_is_not_found(shared_tenant: Tenant, vendor_id: str) -> None:
    assert shared_tenant.api().get(f"/v1/vendors/{vendor_id}").status_code == 404


def test_a_vendor_out_of_reach_looks_as_if_it_did_not_exist(
    tenant: Tenant, other_tenant: Tenant, body: dict[str, Any]
) -> None:
    west = body | {"ottimate_company_id": tenant.company("west")}
    vendor_id = tenant.api().post("/v1/vendors", json=west).json()["id"]
    for api in (other_tenant.api(), tenant.api("east"), tenant.api("main")):
        answer = api.get(f"/v1/vendors/{vendor_id}")
        assert (answer.status_code, error_of(answer)) == (404, "not_found")
    assert tenant.api("reader").get(f"/v1/vendors/{vendor_id}").status_code == 200


def test_creation_is_written_into_the_trail_once(tenant: Tenant, api: Api, body: dict[str, Any]) -> None:
    created = api.post("/v1/vendors", json=body).json()
    api.post("/v1/vendors", json=body)
    (entry,) = trail(tenant, "vendor")
    assert (entry["action"], entry["subject_id"], entry["before"]) == ("vendor.created", str(created["id"]), None)
    assert entry["after"] == {"company_id": body["ottimate_company_id"], **NEEDED}


def test_of_fifty_at_once_one_is_created(api: Api, body: dict[str, Any]) -> None:
    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(lambda _: api.post("/v1/vendors", json=body), range(50)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 49
    (created,) = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    named = {answer.json()["code"] for answer in answers if answer.status_code == 409}
    assert all(str(created) in sentence for sentence in named)
    assert _count(api) == 1


def test_one_key_fifty_times_at_once_creates_one_vendor(tenant: Tenant, api: Api, body: dict[str, Any]) -> None:
    headers = {"Idempotency-Key": "vendor-sync/1"}
    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(lambda _: api.post("/v1/vendors", json=body, headers=headers), range(50)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    created = [answer for answer in answers if answer.status_code == 201]
    assert {answer.content for answer in created} == {created[0].content}
    assert sum("X-Idempotent-Replayed" not in answer.headers for answer in created) == 1
    assert {error_of(a) for a in answers if a.status_code == 409} <= {"idempotency_key_in_progress"}
    assert _count(api) == 1
    assert len(trail(tenant, "vendor")) == 1


def test_a_key_serves_one_body_only(api: Api, body: dict[str, Any]) -> None:
    headers = {"Idempotency-Key": "k"}
    first = api.post("/v1/vendors", json=body, headers=headers)
    assert api.post("/v1/vendors", json=body, headers=headers).content == first.content
    assert api.post("/v1/vendors", json=body | {"city": "Paris"}, headers=headers).status_code == 422


def _count(api: Api) -> int:
    return api.get("/v1/vendors").json()["count"]
