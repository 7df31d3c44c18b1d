"""People to choose from and to be named: all of them, by one name everywhere."""

from typing import Any

import pytest

from harness.dashboard import browser
from harness.many_places import add_many_people
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from payables.dashboard.shown.names import name_of


@pytest.fixture(scope="module")
def crowd(server: Server) -> tuple[Tenant, list[str]]:
    """An office with the names of all of its people."""
    tenant = make_tenant(server)
    return tenant, add_many_people(server, tenant)


@pytest.mark.parametrize("path", ["/stand-ins", "/policies/new", "/approval-settings"])
def test_everybody_can_be_chosen_however_many_there_are(
    server: Server, crowd: tuple[Tenant, list[str]], path: str
) -> None:
    tenant, names = crowd
    page = browser(server, tenant).open(path)
    assert page.status == 200
    assert [name for name in names if name not in page.words] == []


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ({"id": 1, "first_name": "Ada", "last_name": "Marsh", "email": "a@b.example"}, "Ada Marsh"),
        ({"id": 1, "first_name": "nightly", "last_name": ""}, "nightly"),
        ({"id": 1, "first_name": "", "last_name": None, "email": "a@b.example"}, "a@b.example"),
        ({"id": 7, "first_name": None, "last_name": None, "email": None}, "7"),
    ],
)
def test_a_person_is_called_by_what_there_is(who: dict[str, Any], name: str) -> None:
    assert name_of(who) == name
