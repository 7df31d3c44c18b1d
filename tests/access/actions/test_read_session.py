"""Who asks for a page: the session of the cookie, with the rights of this moment."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from harness.people import make_person, signed_in
from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.read_session import SessionGate
from payables.access.model import Mint
from payables.access.model.people import Session
from payables.access.queries.door import at_the_door
from payables.platform.caller import Permission


def read(server: Server, cookie: str | None, env: str = "sandbox", after: timedelta = timedelta()) -> Session | None:
    """As a page reads it: in a transaction that may write nothing."""

    async def ask() -> Session | None:
        async with server.database.pool.acquire() as connection, connection.transaction(readonly=True):
            return await SessionGate(env, server.secret_key)(connection, cookie, server.clock.now() + after)

    return server.run(ask())


def test_a_session_says_who_it_is_and_what_they_may_do(server: Server, tenant: Tenant) -> None:
    cookie = signed_in(server, tenant, role="Invoice Processor - Read Only", scope="main", company="east")
    session = read(server, cookie)
    assert session and session.caller and session.person
    assert session.account_id == session.caller.account_id == tenant.account_id
    assert session.account_name == f"Tenant {tenant.key}" and session.accounts == 1
    assert session.caller.scope.locations == [tenant.location("main")]
    assert session.company_id == tenant.company("east")
    assert session.caller.may(Permission.INVOICES_READ) and not session.caller.may(Permission.INVOICES_EDIT)
    assert session.caller.kind == "person" and session.caller.api_key_id is None
    assert cookie not in session.form_token and len(session.form_token) == 64


def test_a_session_enters_its_account_and_leaves_the_door_shut(server: Server, tenant: Tenant) -> None:
    cookie = signed_in(server, tenant)

    async def look() -> list[Any]:
        async with server.database.pool.acquire() as connection, connection.transaction():
            await SessionGate("sandbox", server.secret_key)(connection, cookie, server.clock.now())
            counts = [await connection.fetchval(f"SELECT count(*) FROM {name}") for name in ("logins", "sessions")]
            return [await connection.fetchval("SELECT current_account()"), *counts]

    assert server.run(look()) == [tenant.account_id, 0, 0]


def test_rights_are_read_anew(server: Server, tenant: Tenant) -> None:
    email = f"left@{tenant.key}.example"
    cookie = signed_in(server, tenant, email=email)
    user = make_person(server, tenant, email)
    change(server, tenant, f"UPDATE users SET role = 'Accounting - Upload Only' WHERE account_id = $1 AND id = {user}")
    session = read(server, cookie)
    assert session and session.caller and not session.caller.may(Permission.INVOICES_READ)
    change(server, tenant, f"UPDATE users SET active = false WHERE account_id = $1 AND id = {user}")
    session = read(server, cookie)
    assert session and session.caller is None and session.person is None and session.accounts == 0


def change(server: Server, tenant: Tenant, sql: str) -> None:
    async def run() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            await tx.execute(sql, tx.account_id)

    server.run(run())


def test_a_company_outside_the_rights_of_now_is_chosen_no_more(server: Server, tenant: Tenant) -> None:
    cookie = signed_in(server, tenant, scope="east", company="west")
    session = read(server, cookie)
    assert session and session.company_id is None


@pytest.mark.parametrize("cookie", [None, "", "x" * 300, "payables_sandbox_session_abc", "päyables_sandbox_session_x"])
def test_what_is_no_session_is_none(server: Server, cookie: str | None) -> None:
    assert read(server, cookie) is None


def test_a_key_a_forged_secret_and_one_of_the_other_environment_are_no_session(server: Server, tenant: Tenant) -> None:
    sandbox, production = Mint("sandbox", server.secret_key), Mint("production", server.secret_key)
    for cookie in (sandbox.make("key"), sandbox.make("session"), production.make("session")):
        assert read(server, cookie) is None
    assert read(server, signed_in(server, tenant), env="production") is None


def test_a_session_ends_when_idle_and_after_its_longest_time(server: Server, tenant: Tenant) -> None:
    cookie = signed_in(server, tenant)
    assert read(server, cookie, after=timedelta(hours=11, minutes=59))
    assert read(server, cookie, after=timedelta(hours=12, seconds=1)) is None
    assert read(server, cookie, after=timedelta(days=15)) is None


@pytest.mark.parametrize(
    "table", ["logins", "login_links", "sessions", "recovery_codes", "login_events", "sign_in_brakes"]
)
def test_no_statement_of_an_account_sees_the_door(server: Server, tenant: Tenant, table: str) -> None:
    signed_in(server, tenant)

    async def look() -> int:
        async with server.database.transaction(tenant.account_id) as tx:
            return await tx.fetchval(f"SELECT count(*) FROM {table}")

    assert server.run(look()) == 0


def test_a_statement_of_an_account_cannot_make_a_login(server: Server, tenant: Tenant) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        change(
            server, tenant, "INSERT INTO logins (id, email, created_at, updated_at) VALUES ($1, 'x@y', now(), now())"
        )


def test_the_people_of_other_accounts_cost_a_page_nothing(server: Server, tenant: Tenant) -> None:
    """What a page asks of all people of the installation is found by an index, behind row-level security too."""

    async def plan() -> str:
        async with at_the_door(server.database) as door:
            await door.connection.execute("SET LOCAL enable_seqscan = off")
            wanted = "SELECT count(*) FROM users WHERE kind = 'person' AND email_key = 'ada@x.example' AND active"
            return "\n".join(row[0] for row in await door.connection.fetch(f"EXPLAIN {wanted}"))

    assert "Index Cond: (email_key = " in server.run(plan())
