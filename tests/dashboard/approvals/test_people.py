"""Who is offered while somebody types whom they mean."""

import json
from typing import Any

import pytest

from harness.dashboard import browser
from harness.server import Server
from harness.tenants import Tenant


def found(server: Server, tenant: Tenant, wanted: str, **who: Any) -> list[dict[str, str]]:
    page = browser(server, tenant, **who).get("/find/people", params={"q": wanted})
    assert page.status_code == 200, page.text
    return json.loads(page.text)


def test_people_are_found_by_a_part_of_their_name_or_address(server: Server, tenant: Tenant) -> None:
    (bo,) = found(server, tenant, "bo li")
    assert (bo["text"], bo["value"]) == ("Bo Lind", bo["hint"])
    assert found(server, tenant, bo["value"].split("@")[0]) == [bo]


def test_who_may_not_approve_is_no_approver_to_ask_for(server: Server, tenant: Tenant) -> None:
    assert len(found(server, tenant, "cy roe")) == 1
    asked = browser(server, tenant).get("/find/people", params={"approvers": "1", "q": "cy roe"})
    assert json.loads(asked.text) == []


@pytest.mark.parametrize("wanted", ["", " ", "nobody at all", "%", "<script>alert(1)</script>", "@" * 500])
def test_nobody_is_found_by_what_nobody_is_called(server: Server, tenant: Tenant, wanted: str) -> None:
    assert found(server, tenant, wanted) == []


def test_programs_are_nobody_to_talk_to(server: Server, tenant: Tenant) -> None:
    users = tenant.api().get("/v1/users", params={"kind": "api"}).json()["results"]
    assert users and all(found(server, tenant, one["email"] or one["first_name"]) == [] for one in users)
