"""What the versions are written with: plain SQL, and the row-level security every tenant table gets."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from alembic import context, op
from sqlalchemy.util import await_only


def run(sql: str) -> None:
    """Execute one or several statements. A lock that cannot be had soon fails the migration rather than stopping the house."""
    bind = op.get_bind()
    bind.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
    raw: Any = bind.connection.driver_connection
    await_only(raw.execute(sql))


def tenant_table(name: str, *, rights: str = "SELECT, INSERT, UPDATE, DELETE", operator_may: str | None = None) -> None:
    """Second wall between tenants: the table answers only for the account of the running transaction.

    `operator_may` (for example "SELECT") opens the table to commands and workers that must look across accounts.
    """
    run(f"""
    ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {name} FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON {name} USING (account_id = current_account()) WITH CHECK (account_id = current_account());
    GRANT {rights} ON {name} TO payables_app;
    """)
    if operator_may:
        run(f"CREATE POLICY operator ON {name} FOR {operator_may} USING (is_operator())")


def in_each_account(fill: Callable[[Any, UUID], Awaitable[None]]) -> None:
    """`fill(connection, account)` for one account after the other, as the application sees it: the walls stay up."""
    await_only(_in_each_account(op.get_bind().connection.driver_connection, fill))


async def _in_each_account(connection: Any, fill: Callable[[Any, UUID], Awaitable[None]]) -> None:
    await _set(connection, "operator", "on")
    accounts = [row["account_id"] for row in await connection.fetch("SELECT account_id FROM accounts")]
    await _set(connection, "operator", "")
    for account in accounts:
        await _set(connection, "account_id", str(account))
        await fill(connection, account)
    await _set(connection, "account_id", "")


async def _set(connection: Any, name: str, value: str) -> None:
    await connection.execute("SELECT set_config($1, $2, true)", f"payables.{name}", value)


def mark_environment() -> None:
    """Write down which environment the database is being made for."""
    marker = str(context.config.attributes["environment"])
    op.get_bind().exec_driver_sql("INSERT INTO environment (marker) VALUES ($1)", (marker,))
