"""Two walls between tenants: what the database itself refuses, whatever the statement says (invariant 2)."""

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest

from harness.server import Server
from harness.tenants import Tenant

# Tables that belong to no tenant; everything else has an account and is guarded.
COMMON = {
    "alembic_version", "environment", "numbers", "worker_heartbeats", "rankers", "ranker_nights",
    "pgqueuer", "pgqueuer_log", "pgqueuer_statistics", "pgqueuer_schedules",
    "logins", "recovery_codes", "login_links", "sessions", "login_sources", "login_events", "sign_in_brakes",
}  # fmt: skip

TABLES = """
SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS guarded, r.rolname AS owner,
       EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id') AS has_account
  FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
 WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
"""

KEYS = """
SELECT c.conrelid::regclass::text AS table, c.conname AS name, a.attname AS first
  FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
 WHERE c.contype IN ('p', 'u', 'f') AND c.connamespace = 'public'::regnamespace
"""


def as_owner(server: Server, sql: str) -> list[asyncpg.Record]:
    async def ask() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(server.database_dsns.owner)
        try:
            return await connection.fetch(sql)
        finally:
            await connection.close()

    return server.run(ask())


def as_app(server: Server, account: UUID | None, sql: str, *args: object) -> list[asyncpg.Record]:
    """A statement that forgets to name the account, run by the application's role."""

    async def ask() -> list[asyncpg.Record]:
        async with server.database.pool.acquire() as connection, connection.transaction():
            if account:
                await connection.execute("SELECT set_config('payables.account_id', $1, true)", str(account))
            return await connection.fetch(sql, *args)

    return server.run(ask())


def test_every_table_with_an_account_is_guarded_and_every_other_is_known(server: Server) -> None:
    tables = as_owner(server, TABLES)
    assert {t["name"] for t in tables if not t["has_account"]} == COMMON
    assert [t["name"] for t in tables if t["has_account"] and not t["guarded"]] == []


def test_every_key_of_a_tenant_table_begins_with_the_account(server: Server) -> None:
    keys = [k for k in as_owner(server, KEYS) if k["table"] not in COMMON]
    assert [(k["table"], k["name"]) for k in keys if k["first"] != "account_id"] == []


def test_the_application_role_owns_nothing_and_bypasses_nothing(server: Server) -> None:
    assert {t["owner"] for t in as_owner(server, TABLES)} == {"payables_owner"}
    (role,) = as_owner(server, "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'payables_app'")
    assert not role["rolsuper"] and not role["rolbypassrls"]


def test_a_statement_without_an_account_sees_nothing(server: Server, tenant: Tenant) -> None:
    tables = [t["name"] for t in as_owner(server, TABLES) if t["has_account"]]
    assert {table: len(as_app(server, None, f"SELECT 1 FROM {table}")) for table in tables} == dict.fromkeys(tables, 0)


def test_a_statement_that_forgets_the_account_sees_only_its_own(
    server: Server, tenant: Tenant, other_tenant: Tenant
) -> None:
    seen = {row["account_id"] for row in as_app(server, tenant.account_id, "SELECT account_id FROM companies")}
    assert seen == {tenant.account_id}


def test_a_row_cannot_be_written_for_another_account(server: Server, tenant: Tenant, other_tenant: Tenant) -> None:
    sql = "INSERT INTO location_groups VALUES ($1, 77, 'x', 'x', now(), now())"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        as_app(server, tenant.account_id, sql, other_tenant.account_id)


def test_the_account_of_a_transaction_does_not_outlive_it(server: Server, tenant: Tenant) -> None:
    async def two_transactions() -> str | None:
        async with server.database.pool.acquire() as connection:
            async with connection.transaction():
                await connection.execute("SELECT set_config('payables.account_id', $1, true)", str(tenant.account_id))
            return await connection.fetchval("SELECT current_account()")

    assert server.run(two_transactions()) is None


def test_the_trail_can_be_written_and_read_but_not_changed(server: Server, tenant: Tenant) -> None:
    for sql in ("UPDATE audit_log SET message = 'x'", "DELETE FROM audit_log"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            as_app(server, tenant.account_id, sql)


def test_a_failed_transaction_leaves_no_trace(server: Server, tenant: Tenant) -> None:
    async def fail() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            await tx.execute("INSERT INTO location_groups VALUES ($1, 78, 'y', 'y', now(), now())", tx.account_id)
            raise LookupError

    with pytest.raises(LookupError):
        server.run(fail())
    assert as_app(server, tenant.account_id, "SELECT 1 FROM location_groups WHERE id = 78") == []


def test_numbers_are_never_given_twice(server: Server) -> None:
    async def many() -> list[int]:
        takers = [server.database.numbers.take("test", 7) for _ in range(200)]
        return [number for taken in await asyncio.gather(*takers) for number in taken]

    numbers = server.run(many())
    assert len(set(numbers)) == len(numbers) == 1400


def test_ids_of_unknown_accounts_find_nothing(server: Server) -> None:
    assert as_app(server, uuid4(), "SELECT 1 FROM accounts") == []
