"""Whom the API and the worker are in a database of one's own (docs/operating.md)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from tests.migrations.conftest import Empty

from payables.app.migrate import migrate
from payables.app.runtime import MayNotStepDown, open_parts
from payables.platform.settings import Environment, Settings

WHO = "SELECT current_user::text AS acting, session_user::text AS login"


@pytest.fixture
def operator(empty: Empty) -> Iterator[str]:
    """The name and password of an ordinary login that owns the database."""
    name = f"operator_of_{empty.name}"
    empty.rows(f"CREATE ROLE {name} LOGIN PASSWORD '{name}'", empty.superuser)
    empty.rows(f"ALTER DATABASE {empty.name} OWNER TO {name}", empty.superuser)
    yield name
    empty.rows(f"REASSIGN OWNED BY {name} TO payables_owner", empty.superuser)
    empty.rows(f"DROP OWNED BY {name}", empty.superuser)
    empty.rows(f"DROP ROLE {name}", empty.superuser)


def login_of(empty: Empty, operator: str) -> str:
    parts = urlsplit(empty.owner)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{operator}:{operator}@{host}"))


def acting(empty: Empty, settings: Settings) -> set[tuple[str, str]]:
    """Role and login of every kind of connection, none of which may change a table."""

    async def look() -> set[tuple[str, str]]:
        async with open_parts(settings) as parts, parts.database.plain_pool(1) as queue:
            pools: list[Any] = [parts.database.pool, parts.database.spare, queue]
            for pool in pools:
                for attempt in ("DROP TABLE vendors", "ALTER TABLE vendors NO FORCE ROW LEVEL SECURITY"):
                    with pytest.raises(asyncpg.InsufficientPrivilegeError):
                        await pool.execute(attempt)
            return {tuple(await pool.fetchrow(WHO)) for pool in pools}

    return empty.run(look())


def test_an_owner_alone_steps_down_to_the_role_that_owns_nothing(empty: Empty, operator: str) -> None:
    empty.rows(f"GRANT payables_app TO {operator}", empty.superuser)
    login = login_of(empty, operator)
    empty.run(migrate(login, Environment.SANDBOX))
    assert acting(empty, empty.settings(login=login)) == {("payables_app", operator)}


def test_a_superuser_steps_down_too(empty: Empty) -> None:
    empty.run(migrate(empty.superuser, Environment.SANDBOX))
    assert {role for role, _ in acting(empty, empty.settings(login=empty.superuser))} == {"payables_app"}


def test_a_login_for_the_application_is_used_as_it_is(empty: Empty, operator: str) -> None:
    login = login_of(empty, operator)
    empty.run(migrate(login, Environment.SANDBOX))
    assert acting(empty, empty.settings(login=login, app=empty.app)) == {("payables_app", "payables_app")}


def test_an_owner_who_may_not_step_down_is_told_what_to_do(empty: Empty, operator: str) -> None:
    login = login_of(empty, operator)
    empty.run(migrate(login, Environment.SANDBOX))
    with pytest.raises(MayNotStepDown, match="GRANT payables_app TO"):
        acting(empty, empty.settings(login=login))
