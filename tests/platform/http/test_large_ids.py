"""Integers that no id can be are refused by the parameter that they stand in, and never reach the database."""

from typing import Any

import pytest

from harness.api import fields_of
from harness.contract import contract
from harness.tenants import Tenant

OF_PAGES = {"page", "limit"}
OF_A_COMPANY = "/v1/reports/"  # which has to be named before anything else is looked at


def integer_filters() -> list[tuple[str, str]]:
    return [
        (path, parameter["name"])
        for path, operations in contract().document["paths"].items()
        if "get" in operations and "{" not in path
        for parameter in operations["get"].get("parameters", [])
        if parameter["in"] == "query" and parameter["name"] not in OF_PAGES and _is_integer(parameter["schema"])
    ]


def _is_integer(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "integer" or any(
        _is_integer(one) for one in schema.get("oneOf", schema.get("anyOf", []))
    )


@pytest.mark.parametrize(("path", "name"), integer_filters())
def test_an_id_beyond_all_ids_is_refused_by_its_parameter(
    shared_tenant: Tenant, capsys: pytest.CaptureFixture[str], path: str, name: str
) -> None:
    for value in (2**31, 10**30):
        company = {"ottimate_company_id": shared_tenant.company()} if path.startswith(OF_A_COMPANY) else {}
        answer = shared_tenant.api().get(path, params=company | {name: value})
        assert answer.status_code == 400 and name in fields_of(answer), answer.text
    assert "refused by the database" not in capsys.readouterr().out


def test_a_person_that_nobody_can_be_is_nobody(tenant: Tenant, capsys: pytest.CaptureFixture[str]) -> None:
    answer = tenant.api().patch("/v1/approval-settings", json={"escalate_after_hours": 1, "escalate_to": [2**31]})
    assert answer.status_code == 400 and "escalate_to[0]" in fields_of(answer), answer.text
    assert "refused by the database" not in capsys.readouterr().out
