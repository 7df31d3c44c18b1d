"""Rows are written behind: what happens when there are too many, when the database is away, and at the end."""

from dataclasses import replace as dataclass_replace
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from msgspec.structs import replace

from harness.request_log import flush
from harness.server import Server
from harness.tenants import Tenant
from payables.app.asgi import make_edge
from payables.app.chores import Chores
from payables.platform.http.answer import Answer
from payables.platform.http.exchange import Exchange, Holder
from payables.platform.proxies import NO_PROXIES
from payables.request_log.actions.record_requests import RequestRecorder
from payables.request_log.model import Vocabulary
from payables.request_log.rules.waiting import MOST_OF_ONE


def asked(server: Server, account_id: UUID) -> Exchange:
    scope = {"type": "http", "method": "GET", "path": "/v1/vendors", "headers": [], "query_string": b""}
    exchange = Exchange(scope, f"req_{uuid4().hex}", server.clock.now(), NO_PROXIES)
    exchange.holder = Holder(account_id, uuid4())
    return exchange


def own_recorder(server: Server) -> RequestRecorder:
    return RequestRecorder(server.database, Vocabulary, lambda _: False)


def kept(tenant: Tenant) -> dict[str, Any]:
    """The log as its account sees it, without the requests of the test itself."""
    return tenant.api().get("/v1/request-log", params={"limit": 100, "client": "nobody"}).json()


async def count_of(server: Server, account_id: UUID) -> int:
    async with server.database.operator() as connection:
        return await connection.fetchval("SELECT count(*) FROM request_log WHERE account_id = $1", account_id)


def test_what_finds_no_room_is_counted_and_shown(tenant: Tenant, server: Server) -> None:
    recorder = own_recorder(server)

    async def burst() -> None:
        for _ in range(MOST_OF_ONE + 7):
            recorder.note(asked(server, tenant.account_id), Answer(200), 0.001)
        await recorder.close()

    server.run(burst())
    assert server.run(count_of(server, tenant.account_id)) >= MOST_OF_ONE
    assert kept(tenant)["dropped"] == 7


def test_rows_are_written_without_being_asked_for(tenant: Tenant, server: Server) -> None:
    recorder, account = own_recorder(server), uuid4()

    async def work() -> int:
        recorder.note(asked(server, account), Answer(200), 0.001)
        assert recorder._writing is not None
        await recorder._writing
        return await count_of(server, account)

    assert server.run(work()) == 1


def test_at_the_end_everything_is_written(server: Server) -> None:
    recorder, account = own_recorder(server), uuid4()

    async def work() -> int:
        recorder.note(asked(server, account), Answer(200), 0.001)
        await recorder.close()
        return await count_of(server, account)

    assert server.run(work()) == 1


def test_rows_that_the_database_does_not_take_are_counted_as_dropped(
    tenant: Tenant, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = own_recorder(server)

    def away() -> Any:
        raise asyncpg.CannotConnectNowError("starting up")

    async def work() -> None:
        recorder.note(asked(server, tenant.account_id), Answer(200), 0.001)
        with monkeypatch.context() as patch:
            patch.setattr(server.database, "operator", away)
            await recorder.flush()
        await recorder.close()

    server.run(work())
    assert kept(tenant)["dropped"] == 1


def test_an_answer_is_not_kept_waiting_for_the_log(tenant: Tenant, server: Server) -> None:
    """The table is locked, and requests are answered all the same."""

    async def locked() -> asyncpg.Connection:
        connection = await asyncpg.connect(server.database_dsns.superuser)
        await connection.execute("BEGIN; LOCK TABLE request_log IN ACCESS EXCLUSIVE MODE")
        return connection

    connection = server.run(locked())
    try:
        assert [tenant.api().get("/v1/vendors").status_code for _ in range(5)] == [200] * 5
    finally:
        server.run(connection.close())


def test_an_installation_that_wants_no_log_has_no_recorder(server: Server) -> None:
    settings = replace(server.settings, request_log_days=0)
    assert make_edge(dataclass_replace(server.parts, settings=settings)).recorder is None
    assert make_edge(server.parts).recorder is not None


def test_rows_of_before_are_deleted_once_no_log_is_wanted(tenant: Tenant, server: Server) -> None:
    tenant.api().get("/v1/vendors")
    flush(server)
    assert server.run(count_of(server, tenant.account_id)) > 0
    server.run(Chores(server.database, request_log_days=0).forget_requests())
    assert server.run(count_of(server, tenant.account_id)) == 0
