"""What is searched for is bounded alike in every list."""

import pytest

from harness.api import fields_of
from harness.contract import contract, path_with
from harness.tenants import Tenant

LISTS = [
    path
    for path, operations in contract().document["paths"].items()
    if any(parameter["name"] == "search" for parameter in operations.get("get", {}).get("parameters", []))
]


@pytest.mark.parametrize("path", sorted(LISTS))
@pytest.mark.parametrize(("text", "code"), [("x" * 201, "too_long"), ("a\0b", "control_character")])
def test_a_text_that_nobody_searches_for_is_refused(shared_tenant: Tenant, path: str, text: str, code: str) -> None:
    company = {"company_id": shared_tenant.company(), "ottimate_company_id": shared_tenant.company()}
    known = {name for name in company if name in names(path)}
    query = {"search": text, **{name: company[name] for name in known}}
    refused = shared_tenant.api().get(path_with(path, shared_tenant.racc), params=query)
    assert refused.status_code == 400, refused.text
    assert fields_of(refused) == {"search": code}


def names(path: str) -> list[str]:
    return [parameter["name"] for parameter in contract().document["paths"][path]["get"]["parameters"]]
