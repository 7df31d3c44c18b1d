"""Requests that end otherwise than by an answer in time: too slow, gone, refused by the database alone."""

import json
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
import structlog
from tests.access.door import Door

from harness.api import error_of
from harness.contract import contract
from harness.server import Server
from harness.tenants import Tenant

SLOW = """
CREATE FUNCTION test_slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER test_slow_commit AFTER INSERT ON vendors DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.erp_vendor_id = 'SLOW-COMMIT') EXECUTE FUNCTION test_slowly();
CREATE TRIGGER test_slow_work AFTER INSERT ON vendors
FOR EACH ROW WHEN (NEW.erp_vendor_id = 'SLOW-WORK') EXECUTE FUNCTION test_slowly();
"""
FAST = "DROP FUNCTION test_slowly() CASCADE"


@pytest.fixture
def slow_vendors(server: Server) -> Iterator[None]:
    """Vendors that take 1.5 seconds, by their id: while they are written, or while they are committed."""
    server.run(_as_superuser(server, SLOW))
    yield
    server.run(_as_superuser(server, FAST))


async def _as_superuser(server: Server, sql: str) -> None:
    connection = await asyncpg.connect(server.database_dsns.superuser)
    await connection.execute(sql)
    await connection.close()


@pytest.fixture
def hurried(server: Server) -> Door:
    """The application with a time-out of a second."""
    return Door(server, request_timeout_seconds=1)


def create(door: Door, tenant: Tenant, erp_vendor_id: str) -> Any:
    headers = {name: tenant.api().headers[name] for name in ("x-api-key", "authorization")}
    body = {"ottimate_company_id": tenant.company(), "erp_vendor_id": erp_vendor_id, "erp_vendor_name": "Slow"}
    return door.call("POST", "/v1/vendors", json=body, headers=headers)


def vendor_count(tenant: Tenant) -> int:
    return tenant.api().get("/v1/vendors").json()["count"]


@pytest.mark.usefixtures("slow_vendors")
def test_a_commit_that_outlasts_the_time_out_is_told_as_what_it_was(hurried: Door, tenant: Tenant) -> None:
    answer = create(hurried, tenant, "SLOW-COMMIT")
    assert (answer.status_code, vendor_count(tenant)) == (201, 1)


@pytest.mark.usefixtures("slow_vendors")
def test_work_that_outlasts_the_time_out_is_given_up(hurried: Door, tenant: Tenant) -> None:
    with contract().failures_of_ours(503):
        answer = create(hurried, tenant, "SLOW-WORK")
    assert (answer.status_code, error_of(answer), vendor_count(tenant)) == (503, "request_timed_out", 0)
    assert answer.headers["retry-after"] == "5"
    assert "nothing was changed" not in answer.json()["code"]


def test_a_client_that_goes_away_is_sent_nothing_and_logged_as_such(server: Server, tenant: Tenant) -> None:
    app = Door(server).app
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(name.encode(), tenant.api().headers[name].encode()) for name in ("x-api-key", "authorization")]
    scope = {
        "type": "http", "method": "POST", "path": "/v1/vendors", "raw_path": b"/v1/vendors", "query_string": b"",
        "headers": [*headers, (b"content-length", b"100")], "client": ("192.0.2.1", 1), "scheme": "http",
        "server": ("127.0.0.1", 80), "root_path": "", "http_version": "1.1",
    }  # fmt: skip
    with structlog.testing.capture_logs() as lines:
        server.run(app(scope, receive, send))
    assert sent == []
    # The server that gave out the token may still write its own line: only this route's are looked at.
    said = [(line["status"], line["error"]) for line in lines if line.get("route") == "/v1/vendors"]
    assert said == [(499, "client_disconnected")]


UNFORESEEN = """
CREATE FUNCTION test_refusal() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING ERRCODE = TG_ARGV[0], MESSAGE = 'value ' || NEW.erp_vendor_name; END $$;
CREATE TRIGGER test_data BEFORE INSERT ON vendors
FOR EACH ROW WHEN (NEW.erp_vendor_id = 'DATA') EXECUTE FUNCTION test_refusal('22003');
CREATE TRIGGER test_foreign BEFORE INSERT ON vendors
FOR EACH ROW WHEN (NEW.erp_vendor_id = 'FOREIGN') EXECUTE FUNCTION test_refusal('23503');
"""


@pytest.fixture
def refusing_vendors(server: Server) -> Iterator[None]:
    """Vendors that the database refuses for reasons that no check of ours foresees."""
    server.run(_as_superuser(server, UNFORESEEN))
    yield
    server.run(_as_superuser(server, "DROP FUNCTION test_refusal() CASCADE"))


@pytest.mark.usefixtures("refusing_vendors")
@pytest.mark.parametrize(
    ("erp_vendor_id", "status", "code"), [("DATA", 400, "invalid_value"), ("FOREIGN", 409, "conflict")]
)
def test_what_only_the_database_refuses_is_logged_with_its_place_and_no_value(
    server: Server, tenant: Tenant, erp_vendor_id: str, status: int, code: str
) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = create(Door(server), tenant, erp_vendor_id)
    assert (answer.status_code, error_of(answer)) == (status, code)
    (warning,) = [line for line in lines if line["log_level"] == "warning"]
    assert (warning["event"], warning["route"]) == ("refused by the database", "/v1/vendors")
    assert warning["exc_info"]
    assert "Slow" not in json.dumps({name: value for name, value in warning.items() if name != "exc_info"})
