"""POST /v1/dimensions."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.api import Api, error_of, fields_of
from harness.tenants import Tenant
from harness.trail import trail

KITCHEN: dict[str, str] = {
    "erp_type": "Department",
    "ottimate_type": "department",
    "name": "Kitchen",
    "code": "KIT",
    "reference_id": "dept-kitchen",
    "erp_dimension_id": "DEPT-001",
}


@pytest.fixture
def body(tenant: Tenant) -> dict[str, Any]:
    return {"ottimate_company_id": tenant.company(), **KITCHEN}


def test_a_created_dimension_is_answered_flat_and_as_an_object(api: Api, body: dict[str, Any]) -> None:
    answer = api.post("/v1/dimensions", json=body)
    assert answer.status_code == 201
    created = answer.json()
    assert created.pop("version") == "1.0.0"
    nested = created.pop("dimension")
    assert created == nested == {"id": nested["id"], **body}
    assert nested["id"].startswith("dim_")
    assert api.get(f"/v1/dimensions/{nested['id']}").json() == {"version": "1.0.0", "dimension": nested}


def test_the_path_answers_with_a_slash_at_its_end_too(api: Api, body: dict[str, Any]) -> None:
    created = api.post("/v1/dimensions/", json=body)
    assert created.status_code == 201
    assert api.get(f"/v1/dimensions/{created.json()['id']}/").status_code == 200


def test_the_company_id_may_be_text(api: Api, body: dict[str, Any]) -> None:
    body["ottimate_company_id"] = str(body["ottimate_company_id"])
    assert api.post("/v1/dimensions", json=body).json()["ottimate_company_id"] == int(body["ottimate_company_id"])


@pytest.mark.parametrize(("sent", "stored"), [("cost_type", "costtype"), ("COSTTYPE", "costtype"), ("Item", "item")])
def test_a_type_is_read_in_any_case_and_by_the_guides_spelling(
    api: Api, body: dict[str, Any], sent: str, stored: str
) -> None:
    assert api.post("/v1/dimensions", json=body | {"ottimate_type": sent}).json()["ottimate_type"] == stored


@pytest.mark.parametrize("field", [*KITCHEN, "ottimate_company_id"])
@pytest.mark.parametrize("sent", ["left out", None])
def test_every_field_is_required(api: Api, body: dict[str, Any], field: str, sent: str | None) -> None:
    del body[field]
    if sent is None:
        body[field] = None
    answer = api.post("/v1/dimensions", json=body)
    assert answer.status_code == 400
    assert list(fields_of(answer)) == [field]
    assert _count(api) == 0


@pytest.mark.parametrize(
    ("field", "sent", "fault"),
    [
        ("name", "   ", "required"),
        ("name", "x" * 501, "too_long"),
        ("code", "x" * 256, "too_long"),
        ("name", "a\x01b", "control_character"),
        ("code", 5000, "invalid"),
        ("ottimate_type", "colour", "invalid_type"),
        ("ottimate_company_id", True, "invalid"),
        ("ottimate_company_id", "12a", "invalid_id"),
        ("ottimate_company_id", 0, "invalid_id"),
        ("ottimate_company_id", 2**31, "invalid_id"),
    ],
)
def test_a_bad_field_is_named(api: Api, body: dict[str, Any], field: str, sent: object, fault: str) -> None:
    answer = api.post("/v1/dimensions", json=body | {field: sent})
    assert answer.status_code == 400
    assert fields_of(answer) == {field: fault}
    assert _count(api) == 0


def test_all_bad_fields_are_named_at_once(api: Api, body: dict[str, Any]) -> None:
    answer = api.post("/v1/dimensions", json=body | {"name": "", "code": "x" * 256})
    assert fields_of(answer) == {"name": "required", "code": "too_long"}


@pytest.mark.parametrize(
    "raw",
    [
        b'{"name": NaN}',
        b'{"name": "a", "name": "b"}',
        rb'{"name": "a\u0000b"}',
        rb'{"name": "\ud800"}',
        b'{"ottimate_company_id": ' + b"9" * 5000 + b"}",
        b"[" * 60 + b"]" * 60,
        b"",
        b"[]",
        b"null",
        b"not json",
    ],
)
def test_a_body_that_is_no_sound_json_object_is_refused(api: Api, raw: bytes) -> None:
    answer = api.post("/v1/dimensions", content=raw, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert _count(api) == 0


def test_a_form_is_refused(api: Api, body: dict[str, Any]) -> None:
    assert api.post("/v1/dimensions", data=body).status_code == 400
    assert api.post("/v1/dimensions", files={"name": b"x"}).status_code == 400
    assert _count(api) == 0


@pytest.mark.parametrize("name", ["Ünïcode ☕ 𝔘", "x" * 500, "'; DROP TABLE dimensions; --", "<b>bold</b>", "{name}"])
def test_any_text_comes_back_as_it_was_sent(api: Api, body: dict[str, Any], name: str) -> None:
    assert api.post("/v1/dimensions", json=body | {"name": name}).json()["name"] == name


def test_the_same_reference_is_a_conflict_that_names_the_dimension(api: Api, body: dict[str, Any]) -> None:
    first = api.post("/v1/dimensions", json=body).json()
    answer = api.post("/v1/dimensions", json=body | {"erp_dimension_id": "another"})
    assert answer.status_code == 409
    assert error_of(answer) == "dimension_exists"
    assert fields_of(answer) == {"reference_id": "already_exists"}
    assert first["id"] in answer.json()["code"]
    assert api.get(f"/v1/dimensions/{first['id']}").json()["dimension"] == first["dimension"]


def test_the_same_erp_id_is_a_conflict_inside_its_type_only(api: Api, body: dict[str, Any]) -> None:
    api.post("/v1/dimensions", json=body)
    other = body | {"reference_id": "another"}
    answer = api.post("/v1/dimensions", json=other)
    assert answer.status_code == 409
    assert fields_of(answer) == {"erp_dimension_id": "already_exists"}
    assert api.post("/v1/dimensions", json=other | {"ottimate_type": "project"}).status_code == 201


def test_companies_do_not_share_references(api: Api, tenant: Tenant, body: dict[str, Any]) -> None:
    assert api.post("/v1/dimensions", json=body).status_code == 201
    assert api.post("/v1/dimensions", json=body | {"ottimate_company_id": tenant.company("west")}).status_code == 201


def test_another_accounts_company_is_unknown(api: Api, other_tenant: Tenant, body: dict[str, Any]) -> None:
    answer = api.post("/v1/dimensions", json=body | {"ottimate_company_id": other_tenant.company()})
    assert answer.status_code == 404
    assert _count(other_tenant.api()) == 0


def test_a_company_outside_the_scope_is_forbidden(tenant: Tenant, body: dict[str, Any]) -> None:
    for user in ("east", "main"):
        answer = tenant.api(user).post("/v1/dimensions", json=body | {"ottimate_company_id": tenant.company("west")})
        assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    assert tenant.api("main").post("/v1/dimensions", json=body).status_code == 201


def test_a_reader_may_not_create(tenant: Tenant, body: dict[str, Any]) -> None:
    answer = tenant.api("reader").post("/v1/dimensions", json=body)
    assert (answer.status_code, error_of(answer)) == (403, "permission_denied")


def test_creation_is_written_into_the_trail_once(tenant: Tenant, api: Api, body: dict[str, Any]) -> None:
    created = api.post("/v1/dimensions", json=body).json()
    api.post("/v1/dimensions", json=body)
    (entry,) = trail(tenant, "dimension")
    assert (entry["action"], entry["subject_id"], entry["before"]) == ("dimension.created", created["id"], None)
    assert entry["after"] == {"company_id": body["ottimate_company_id"], **KITCHEN}
    assert entry["actor_id"] is not None


def test_of_fifty_at_once_one_is_created(api: Api, body: dict[str, Any]) -> None:
    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(lambda _: api.post("/v1/dimensions", json=body), range(50)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 49
    assert _count(api) == 1


def test_a_repeated_key_gives_the_first_answer_again(api: Api, body: dict[str, Any]) -> None:
    headers = {"Idempotency-Key": "sync-1"}
    first = api.post("/v1/dimensions", json=body, headers=headers)
    again = api.post("/v1/dimensions", json=body, headers=headers)
    assert again.content == first.content
    assert again.headers["X-Idempotent-Replayed"] == "true"
    assert api.post("/v1/dimensions", json=body | {"name": "Bar"}, headers=headers).status_code == 422


def _count(api: Api) -> int:
    return api.get("/v1/dimensions").json()["count"]
