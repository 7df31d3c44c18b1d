"""The worker as the application puts it together."""

from datetime import timedelta
from typing import Any

from harness.server import Server
from harness.tenants import Tenant
from harness.worker import working
from payables.app.chores import Chores
from payables.app.desks import Desks
from payables.app.jobs import crons_of, lanes_of
from payables.batches.model import LINE as BATCH_TASKS
from payables.capture.model import JOB_NAMES
from payables.extraction.reader import Reader
from payables.invoices.actions.request_images import FETCHES
from payables.platform.heartbeat import living_workers


def desks_of(server: Server) -> Desks:
    return Desks.of(server.parts, Reader())


def test_every_job_that_is_ordered_has_a_lane(server: Server) -> None:
    known = {name for lane in lanes_of(desks_of(server), readers=1) for name in lane.jobs}
    assert known >= {*JOB_NAMES.values(), BATCH_TASKS.job, FETCHES.job}


def test_every_chore_has_a_name_of_its_own_and_can_be_done(server: Server) -> None:
    crons = crons_of(desks_of(server))
    assert len({cron.name for cron in crons}) == len(crons)
    for cron in crons:
        server.run(cron.chore())


def alive(server: Server) -> list[str]:
    async def look() -> list[str]:
        return await living_workers(server.database.pool, server.clock.now())

    return server.run(look())


def test_a_worker_is_known_to_be_alive_while_it_runs(server: Server) -> None:
    before = alive(server)
    with working(server):
        while len(alive(server)) <= len(before):
            pass
    assert alive(server) == before


def rows(tenant: Tenant, table: str) -> int:
    async def count() -> Any:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            return await tx.fetchval(f"SELECT count(*) FROM {table} WHERE account_id = $1", tx.account_id)

    return tenant.server.run(count())


def test_tokens_and_idempotency_keys_are_forgotten_after_their_time(server: Server, tenant: Tenant) -> None:
    body = {"ottimate_company_id": tenant.company(), "erp_vendor_name": "Once Ltd", "erp_vendor_id": "O-1"}
    answer = tenant.api().post("/v1/vendors", json=body, headers={"Idempotency-Key": "k"})
    assert answer.status_code == 201
    chores = Chores(server.database)

    async def clean() -> None:
        await chores.forget_idempotency_keys()
        await chores.forget_access_tokens()

    server.run(clean())
    assert (rows(tenant, "idempotency_keys"), rows(tenant, "access_tokens")) == (1, 1)
    server.clock.offset = timedelta(hours=25)
    server.run(clean())
    assert (rows(tenant, "idempotency_keys"), rows(tenant, "access_tokens")) == (0, 0)


def test_the_requests_of_a_day_are_forgotten_after_forty_days(server: Server, tenant: Tenant) -> None:
    async def count(days_ago: int) -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            sql = "INSERT INTO key_usage (account_id, api_key_id, day, requests) VALUES ($1, $2, $3, 7)"
            await tx.execute(sql, tx.account_id, tx.new_id(), (tx.now - timedelta(days=days_ago)).date())

    for days_ago in (0, 39, 41, 400):
        server.run(count(days_ago))
    server.run(Chores(server.database).forget_key_usage())
    assert rows(tenant, "key_usage") == 2
