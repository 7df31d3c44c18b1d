"""An org file is carried out as it was shown, whatever others do at the same time."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import asyncpg
import pytest
from tests.access.doorway import PASSWORD, Doorway

from harness.browser_client import Browser, Seen
from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.name_operator import name_operator
from payables.access.model.people import Visitor, cookie_name

APPLY = "/operator/org-file/apply"
OWN = {"_password": PASSWORD}
WAITS = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple'))"


@pytest.fixture
def operator(server: Server, tenant: Tenant) -> Browser:
    who = Doorway(server, tenant)
    who.at_door(lambda door: name_operator(door, who.email, Visitor("test"), is_operator=True))
    return Browser(server.base_url, {cookie_name("sandbox", secure=False): who.first.secret})


def planned(operator: Browser, tenant: Tenant, *, before: str = "") -> Seen:
    """The plan of a location's new name, and of other accounts `before`."""
    page = operator.open(f"/operator/org-file?account={tenant.key}")
    text = page.form("/operator/org-file").fields["text"].replace("Park Lane", "Park Avenue")
    return page.send("/operator/org-file", {"text": text.replace("accounts:\n", f"accounts:\n{before}", 1)})


def applied_while(server: Server, tenant: Tenant, plan: Seen, sql: str) -> Seen:
    """The file is applied while somebody else's transaction holds the account, does `sql` and ends."""
    with held(server, tenant) as connection, ThreadPoolExecutor(1) as pool:
        applying = pool.submit(plan.send, APPLY, OWN)
        while not server.run(connection.fetchval(WAITS)):
            assert not applying.done(), applying.result().words
        server.run(connection.execute(f"{sql}; COMMIT"))
        return applying.result(60)


@contextmanager
def held(server: Server, tenant: Tenant) -> Generator[Any]:
    connection = server.run(asyncpg.connect(server.database_dsns.superuser))
    lock = f"BEGIN; SELECT FROM accounts WHERE account_id = '{tenant.account_id}' FOR NO KEY UPDATE"
    server.run(connection.execute(lock))
    try:
        yield connection
    finally:
        server.run(connection.close())


def renamed(tenant: Tenant) -> str:
    return f"UPDATE locations SET name = 'Elsewhere' WHERE account_id = '{tenant.account_id}' AND name = 'Park Lane'"


def test_a_file_does_nothing_that_its_plan_did_not_show(server: Server, tenant: Tenant, operator: Browser) -> None:
    refused = applied_while(server, tenant, planned(operator, tenant), renamed(tenant))
    assert refused.status == 409 and f"nothing was done to the account {tenant.key}" in refused.words
    seen = operator.open(f"/operator/accounts/{tenant.key}").words
    assert "Elsewhere" in seen and "Park Avenue" not in seen


def test_a_file_that_nobody_came_before_is_carried_out(server: Server, tenant: Tenant, operator: Browser) -> None:
    done = applied_while(server, tenant, planned(operator, tenant), "SELECT 1")
    assert done.status == 200 and "One change was made" in done.words
    assert "Park Avenue" in operator.open(f"/operator/accounts/{tenant.key}").words


def test_credentials_are_told_though_a_later_account_was_refused(
    server: Server, tenant: Tenant, operator: Browser
) -> None:
    key = f"{tenant.key}-first"
    companies = f"[{{key: {key}-co, name: Co, currency: USD, locations: [{{key: {key}-at, name: At}}]}}]"
    users = "[{name: erp, scope: account, role: Administrator - Full, clients: [{name: main}]}]"
    first = f"- {{key: {key}, name: First, companies: {companies}, api_users: {users}}}\n"
    done = applied_while(server, tenant, planned(operator, tenant, before=first), renamed(tenant))
    assert done.status == 200 and f"Nothing was done to {tenant.key}." in done.words
    assert "has changed since the plan" in done.words
    assert {code.split("_")[2] for code in codes(done) if code.startswith("payables_")} == {"key", "client", "secret"}
    assert "Elsewhere" in operator.open(f"/operator/accounts/{tenant.key}").words


def codes(seen: Seen) -> list[str]:
    return [part.split("</code>")[0] for part in seen.text.split("<code>")[1:]]
