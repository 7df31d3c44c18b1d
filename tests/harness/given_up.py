"""Transactions that the database gives up, as it does with one of two that wait for each other."""

from collections.abc import Generator
from contextlib import contextmanager

import asyncpg

from harness.server import Server
from harness.tenants import Tenant

DEADLOCK = "40P01"
SERIALIZATION = "40001"

# A sequence counts on when its transaction is rolled back.
GIVE_UP = """
CREATE SEQUENCE test_attempts;
GRANT USAGE ON SEQUENCE test_attempts TO PUBLIC;
CREATE FUNCTION test_give_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF nextval('test_attempts') <= {times} THEN RAISE EXCEPTION 'given up' USING ERRCODE = '{code}'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER test_give_up AFTER {what}
FOR EACH ROW WHEN (NEW.account_id = '{account}') EXECUTE FUNCTION test_give_up();
"""
NO_MORE = "DROP FUNCTION test_give_up() CASCADE; DROP SEQUENCE test_attempts"


@contextmanager
def given_up(
    tenant: Tenant, code: str = DEADLOCK, times: int = 1, what: str = "INSERT ON audit_log"
) -> Generator[None]:
    """The tenant's next `times` transactions that write to its trail fail at their end; or those that do something else, where
    they do it."""
    as_superuser(tenant.server, GIVE_UP.format(what=what, code=code, times=times, account=tenant.account_id))
    try:
        yield
    finally:
        as_superuser(tenant.server, NO_MORE)


def as_superuser(server: Server, sql: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(server.database_dsns.superuser)
        await connection.execute(sql)
        await connection.close()

    server.run(run())
