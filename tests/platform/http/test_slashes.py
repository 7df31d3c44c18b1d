"""Every documented path answers with and without a trailing slash, alike and without a redirect."""

from collections.abc import Iterator
from typing import Any

import pytest

from harness.contract import contract, path_with
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant

# A head is signed anew, with its instant, for everybody who asks.
CHANGING = {"request_id", "timestamp", "head", "signature"}
# The head of a chain may be sealed already or not.
OTHERWISE = {"/v1/audit-log/head": {200, 409}}
# What takes no body is not refused for one.
WITHOUT_BODY = {"/v1/catalog/variance-batches/{id}/export"}


def paths(*methods: str) -> Iterator[tuple[str, str]]:
    for path, known in contract().document["paths"].items():
        yield from ((method.upper(), path) for method in known if method.upper() in methods)


def plain(answer: Any) -> Any:
    if answer.headers["content-type"] != "application/json":
        return answer.content
    return {name: value for name, value in answer.json().items() if name not in CHANGING}


@pytest.fixture(scope="module")
def ids(shared_tenant: Tenant) -> dict[str, str]:
    """Ids for each path; one that does not exist answers alike too."""
    vendor = make_vendor(shared_tenant)
    invoice = make_invoice(shared_tenant, vendor=vendor)
    return {
        "/v1/accounts/{id}/companies": shared_tenant.racc,
        "/v1/accounts/{id}/locations": shared_tenant.racc,
        "/v1/vendors/{id}": str(vendor["id"]),
        "/v1/invoices/{id}": invoice["id"],
        "/v1/invoices/{id}/approvers": invoice["id"],
    }


@pytest.mark.parametrize("path", [path for _, path in paths("GET")])
def test_a_read_answers_alike_with_and_without_a_slash(shared_tenant: Tenant, ids: dict[str, str], path: str) -> None:
    api, asked = shared_tenant.api(), path_with(path, ids.get(path, "1"))
    bare, slashed = api.get(asked), api.get(f"{asked}/")
    assert slashed.status_code == bare.status_code
    expected = {400 if asks(path) else 200 if path in ids or "{" not in path else 404}
    assert bare.status_code in OTHERWISE.get(path, expected)
    assert plain(slashed) == plain(bare)


@pytest.mark.parametrize(("method", "path"), list(paths("POST", "PATCH", "DELETE")))
def test_a_write_is_refused_alike_with_and_without_a_slash(shared_tenant: Tenant, method: str, path: str) -> None:
    asked = path_with(path, "999999")
    bare, slashed = (shared_tenant.api().request(method, url, json=[]) for url in (asked, f"{asked}/"))
    assert (slashed.status_code, plain(slashed)) == (bare.status_code, plain(bare))
    assert bare.status_code == (404 if path in WITHOUT_BODY else 400)


def asks(path: str) -> bool:
    """Whether it answers nothing to whoever names nothing."""
    parameters = contract().document["paths"][path]["get"].get("parameters", [])
    return any(one["in"] == "query" and one.get("required") for one in parameters)
