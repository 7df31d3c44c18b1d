"""Locations and companies to choose from: whoever has many finds all of them, on every page."""

import pytest

from harness.dashboard import browser
from harness.many_places import MANY, add_many_places
from harness.server import Server
from harness.tenants import Tenant, make_tenant


@pytest.fixture(scope="module")
def chain(server: Server) -> tuple[Tenant, list[str]]:
    """A chain of shops with the names of all of them."""
    tenant = make_tenant(server)
    return tenant, add_many_places(server, tenant)


@pytest.mark.parametrize(
    "path",
    [
        "/uploads",
        "/queue/pending",
        "/queue/my-approvals",
        "/invoices/new",
        "/policies/new",
        "/purchase-orders",
        "/purchase-orders/new",
        "/receipts",
    ],
)
def test_every_location_can_be_chosen_however_many_there_are(
    server: Server, chain: tuple[Tenant, list[str]], path: str
) -> None:
    tenant, names = chain
    page = browser(server, tenant).open(path)
    assert page.status == 200
    assert [name for name in names if name not in page.text] == []


def test_every_company_can_be_chosen(server: Server, chain: tuple[Tenant, list[str]]) -> None:
    tenant, _ = chain
    page = browser(server, tenant).open("/switch")
    assert [n for n in range(MANY) if f"Company {n:03}" not in page.words] == []
