"""Our own endpoints refuse what they do not know, since a field left out often means the most; the contract's ignore it."""

from collections.abc import Iterator
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.contract import contract, path_with
from harness.invoices import make_invoice
from harness.tenants import Tenant

STRANGE = "no_such_name"
OF_FILES = {("POST", "/v1/imports"), ("POST", "/v1/statements/upload"), ("POST", "/v1/invoices/uploads")}
NOTHING = "00000000-0000-7000-8000-000000000000"


def extensions(*methods: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in contract().document["paths"].items():
        for method, found in operations.items():
            if found.get("x-extension") and path.startswith("/v1/") and method.upper() in methods:
                yield method.upper(), path, found


def asked(path: str) -> str:
    return path_with(path, NOTHING)


def media_types(found: dict[str, Any]) -> set[str]:
    return set(found.get("requestBody", {}).get("content", {}))


WRITES = [
    (method, path)
    for method, path, found in extensions("POST", "PATCH", "DELETE")
    if media_types(found) in (set(), {"application/json"})
]


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_an_unknown_field_is_refused_by_its_name(shared_tenant: Tenant, method: str, path: str) -> None:
    answer = shared_tenant.api().request(method, asked(path), json={STRANGE: 1})
    assert answer.status_code == 400, answer.text
    assert fields_of(answer) in ({STRANGE: "unknown_field"}, {"body": "unknown_field"})


@pytest.mark.parametrize(("method", "path"), [(m, p) for m, p, _ in extensions("GET", "POST", "PATCH", "DELETE")])
def test_an_unknown_parameter_is_refused_by_its_name(shared_tenant: Tenant, method: str, path: str) -> None:
    body = {"files": {"file": ("a.csv", b"a")}} if (method, path) in OF_FILES else {}
    if method != "GET" and not body:
        body = {"json": {}}
    answer = shared_tenant.api().request(method, f"{asked(path)}?{STRANGE}=1", **body)
    assert answer.status_code == 400, answer.text
    assert fields_of(answer)[STRANGE] == "unknown_parameter"


def test_a_misspelt_field_names_the_one_that_is_meant(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = tenant.api().post(
        f"/v1/invoices/{invoice['id']}/payments", json={"paid_on": "2026-11-20", "ammount": "1.00"}
    )
    assert fields_of(answer) == {"ammount": "unknown_field"}
    assert "amount" in answer.json()["message"]["fields"][0]["error"]
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}/payments").json()["results"] == []


def test_a_misspelt_field_deep_in_a_body_is_named_with_its_place(tenant: Tenant) -> None:
    policy = {"name": "A", "conditions": {"min_totl": 5}, "approvers": [{"id": 1}, {"mail": "a@b.example"}]}
    answer = tenant.api().post("/v1/approval-policies", json=policy)
    assert fields_of(answer) == {"conditions.min_totl": "unknown_field", "approvers[1].mail": "unknown_field"}


def test_a_row_with_an_unknown_field_fails_by_itself(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    row = {"invoice_id": invoice["invoice_id"], "paid_on": "2026-11-20"}
    answer = tenant.api().post("/v1/payments/bulk", json={"payments": [row | {"ammount": "1.00"}]})
    assert (answer.status_code, answer.json()["recorded"]) == (207, [])
    assert "ammount" in answer.json()["errors"][0]["error"]


def test_the_contracts_own_endpoints_ignore_what_they_do_not_know(tenant: Tenant) -> None:
    made = tenant.api().post(
        f"/v1/vendors?{STRANGE}=1",
        json={
            "ottimate_company_id": tenant.company("east"),
            "erp_vendor_id": "V-9",
            "erp_vendor_name": "Nine",
            STRANGE: 1,
        },
    )
    assert made.status_code == 201, made.text
    assert tenant.api().get(f"/v1/vendors?{STRANGE}=1").status_code == 200


def test_a_parameter_that_would_narrow_a_deletion_is_not_overlooked(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = tenant.api().delete(f"/v1/invoices/{invoice['id']}/splits?itemid=1")
    assert (answer.status_code, error_of(answer)) == (400, "validation_error")
    assert "item_id" in answer.json()["message"]["fields"][0]["error"]


def test_a_misspelt_part_of_a_form_is_refused(tenant: Tenant) -> None:
    form = {"kind": "vendors", "ottimate_company_id": str(tenant.company("east")), "dryrun": "true"}
    answer = tenant.api().post("/v1/imports", data=form, files={"file": ("v.csv", b"erp_vendor_id,name\nV1,One\n")})
    assert (answer.status_code, fields_of(answer)) == (400, {"dryrun": "unknown_field"})
    assert tenant.api().get("/v1/imports").json()["count"] == 0
