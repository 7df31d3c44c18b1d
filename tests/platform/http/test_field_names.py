"""A refusal names fields, parameters and headers as the client sent them."""

import pytest

from harness.api import Api, error_of, fields_of
from harness.tenants import Tenant

INTEGERS = {
    "/v1/vendors": ("limit", "page", "ottimate_company_id"),
    "/v1/invoices": ("limit", "page", "ottimate_company_id", "last_modified_user_id"),
    "/v1/dimensions": ("limit", "page", "ottimate_company_id"),
    "/v1/accounts": ("limit", "page"),
    "/v1/invoices/uploads": ("limit", "page", "ottimate_location_id"),
}


@pytest.fixture
def api(shared_tenant: Tenant) -> Api:
    return shared_tenant.api()


@pytest.mark.parametrize("text", ["1e3", "2.0", "null", "", " 5", "%2B5", "x", "٣", "0x1", "1_0"])
@pytest.mark.parametrize(("path", "name"), [(path, name) for path, names in INTEGERS.items() for name in names])
def test_an_integer_of_the_query_is_written_as_one(api: Api, path: str, name: str, text: str) -> None:
    answer = api.get(f"{path}?{name}={text}")
    assert (answer.status_code, list(fields_of(answer))) == (400, [name])


@pytest.mark.parametrize("window", ["last_modified_date_from", "last_modified_date_to"])
@pytest.mark.parametrize("path", ["/v1/vendors", "/v1/invoices"])
@pytest.mark.parametrize("twin", ["", "_utc"])
def test_the_bound_of_a_window_that_is_wrong_is_named(api: Api, path: str, window: str, twin: str) -> None:
    assert list(fields_of(api.get(path, params={f"{window}{twin}": "soon"}))) == [f"{window}{twin}"]


def test_a_window_that_ends_before_it_starts_is_named_by_its_start(api: Api) -> None:
    found = fields_of(api.get("/v1/invoices?date_from=2026-02-01&date_to=2026-01-01"))
    assert found == {"date_from": "start_after_end"}


def test_a_header_is_named_as_it_is_sent(api: Api) -> None:
    headers = {"X-Export-Batch-Id": "x" * 201}
    answer = api.post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": 1}]}, headers=headers)
    assert list(fields_of(answer)) == ["X-Export-Batch-Id"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/vendors"),
        ("POST", "/v1/invoices"),
        ("POST", "/v1/invoices/1/approve"),
        ("POST", "/v1/invoices/1/approvers"),
        ("DELETE", "/v1/invoices/1/approvers"),
        ("POST", "/v1/invoices/mark-exported"),
    ],
)
def test_a_body_of_the_wrong_kind_is_named_body(api: Api, method: str, path: str) -> None:
    answer = api.request(method, path, json=[])
    assert (answer.status_code, list(fields_of(answer))) == (400, ["body"])


@pytest.mark.parametrize("path", ["/v1/vendors", "/v1/vendors/bulk", "/v1/invoices", "/v1/invoices/mark-unexported"])
def test_a_body_that_is_needed_and_missing_is_named_body(api: Api, path: str) -> None:
    assert fields_of(api.post(path)) == {"body": "required"}
    assert fields_of(api.post(path, content=iter(()))) == {"body": "required"}, "chunked, and then nothing"


def test_a_fault_inside_a_list_is_named_by_its_place(api: Api) -> None:
    marks = {"invoices": [{"invoice_id": 1}, {"invoice_id": 2, "marked_reason": 5}]}
    assert list(fields_of(api.post("/v1/invoices/mark-exported", json=marks))) == ["invoices[1].marked_reason"]
    people = {"approvers": [{"id": {}}]}
    assert list(fields_of(api.post("/v1/invoices/1/approvers", json=people))) == ["approvers[0].id"]


def test_nobody_to_act_for_is_named_approver(api: Api) -> None:
    assert fields_of(api.post("/v1/invoices/1/approve", json={"approver": {}})) == {"approver": "required"}


def test_another_method_is_told_which_ones_there_are(api: Api) -> None:
    answer = api.delete("/v1/vendors")
    assert (answer.status_code, error_of(answer)) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, POST, OPTIONS"
