"""Jobs ordered inside transactions, and the worker that runs them."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from harness.server import Server
from harness.tenants import Tenant
from payables.app.chores import Chores
from payables.platform.db import Transaction
from payables.platform.queue import enqueue, fill_up
from payables.platform.queue_worker import Cron, Lane, Worker

_serial = count(1)


@pytest.fixture
def name() -> str:
    """A job name of this test alone."""
    return f"test.{next(_serial)}"


@contextmanager
def running(server: Server, *lanes: Lane, crons: tuple[Cron, ...] = (), finish_seconds: float = 120) -> Iterator[None]:
    stop = asyncio.Event()
    worker = Worker(server.database, list(lanes), list(crons), finish_seconds=finish_seconds)
    task = asyncio.run_coroutine_threadsafe(worker.run(stop), server._loop)
    try:
        yield
    finally:
        server._loop.call_soon_threadsafe(stop.set)
        task.result(60)


def in_transaction(tenant: Tenant, work: Callable[[Transaction], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            return await work(tx)

    return tenant.server.run(run())


def waiting(server: Server, name: str) -> int:
    sql = "SELECT count(*) FROM pgqueuer WHERE entrypoint = $1 AND status IN ('queued', 'picked')"
    return server.run(server.database.pool.fetchval(sql, name))


def until(server: Server, condition: Callable[[], bool], seconds: float = 120) -> None:
    async def wait() -> None:
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 - a test looks at plain values
                await asyncio.sleep(0.02)

    server.run(wait(), seconds + 5)


def test_a_job_is_run_with_its_payload(server: Server, shared_tenant: Tenant, name: str) -> None:
    seen: list[dict[str, Any]] = []

    async def job(payload: dict[str, Any]) -> None:
        seen.append(payload)

    async def order(tx: Transaction) -> None:
        enqueue(tx, name, {"id": "7"})
        enqueue(tx, name, {"id": "8"})

    in_transaction(shared_tenant, order)
    with running(server, Lane({name: job}, at_once=1)):
        until(server, lambda: len(seen) == 2)
        in_transaction(shared_tenant, order)
        until(server, lambda: len(seen) == 4)
    assert sorted(payload["id"] for payload in seen) == ["7", "7", "8", "8"]
    assert waiting(server, name) == 0


def test_a_transaction_that_fails_has_ordered_nothing(server: Server, shared_tenant: Tenant, name: str) -> None:
    async def fail(tx: Transaction) -> None:
        enqueue(tx, name, {})
        await tx.flush()
        raise LookupError

    with pytest.raises(LookupError):
        in_transaction(shared_tenant, fail)
    assert waiting(server, name) == 0


def test_at_most_so_many_jobs_of_a_lane_run_at_once(server: Server, shared_tenant: Tenant, name: str) -> None:
    now: list[int] = []
    most: list[int] = []

    async def job(_: dict[str, Any]) -> None:
        now.append(1)
        most.append(len(now))
        await asyncio.sleep(0.05)
        now.pop()

    async def order(tx: Transaction) -> None:
        for _ in range(8):
            enqueue(tx, name, {})

    in_transaction(shared_tenant, order)
    with running(server, Lane({name: job}, at_once=1)):
        until(server, lambda: len(most) == 8)
    assert max(most) == 1


def test_a_slow_lane_does_not_hold_up_another(server: Server, shared_tenant: Tenant, name: str) -> None:
    quick = f"{name}.quick"
    release, done = asyncio.Event(), []

    async def slow(_: dict[str, Any]) -> None:
        await release.wait()

    async def fast(_: dict[str, Any]) -> None:
        done.append(1)

    async def order(tx: Transaction) -> None:
        for _ in range(5):
            enqueue(tx, name, {})
        enqueue(tx, quick, {})

    in_transaction(shared_tenant, order)
    with running(server, Lane({name: slow}, at_once=1), Lane({quick: fast}, at_once=1)):
        until(server, lambda: bool(done))
        server._loop.call_soon_threadsafe(release.set)
        until(server, lambda: True)


def test_a_job_that_fails_is_run_again(server: Server, shared_tenant: Tenant, name: str) -> None:
    attempts: list[int] = []

    async def job(_: dict[str, Any]) -> None:
        attempts.append(1)
        if len(attempts) == 1:
            raise ValueError("the first time")

    async def order(tx: Transaction) -> None:
        enqueue(tx, name, {})

    in_transaction(shared_tenant, order)
    with running(server, Lane({name: job}, at_once=1)):
        until(server, lambda: len(attempts) == 2)


def test_running_jobs_are_finished_before_the_worker_stops(server: Server, shared_tenant: Tenant, name: str) -> None:
    started, finished = [], []

    async def job(_: dict[str, Any]) -> None:
        started.append(1)
        await asyncio.sleep(0.5)
        finished.append(1)

    async def order(tx: Transaction) -> None:
        enqueue(tx, name, {})

    in_transaction(shared_tenant, order)
    with running(server, Lane({name: job}, at_once=1)):
        until(server, lambda: bool(started))
    assert finished == [1]
    assert waiting(server, name) == 0


def test_a_job_that_does_not_end_is_cancelled_after_the_time_to_finish(
    server: Server, shared_tenant: Tenant, name: str
) -> None:
    outcome: list[str] = []

    async def job(_: dict[str, Any]) -> None:
        outcome.append("started")
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            outcome.append("given back")
            raise

    async def order(tx: Transaction) -> None:
        enqueue(tx, name, {})

    in_transaction(shared_tenant, order)
    with running(server, Lane({name: job}, at_once=1), finish_seconds=0.3):
        until(server, lambda: bool(outcome))
    assert outcome == ["started", "given back"]


def test_a_job_of_a_dead_worker_is_taken_over(server: Server, shared_tenant: Tenant, name: str) -> None:
    seen: list[int] = []

    async def job(_: dict[str, Any]) -> None:
        seen.append(1)

    async def leave_behind(tx: Transaction) -> None:
        """What a worker that was killed six seconds ago has left."""
        enqueue(tx, name, {})
        await tx.flush()
        sql = """UPDATE pgqueuer SET status = 'picked', queue_manager_id = gen_random_uuid(),
                        heartbeat = now() - interval '6 seconds' WHERE entrypoint = $1"""
        await tx.execute(sql, name)

    in_transaction(shared_tenant, leave_behind)
    with running(server, Lane({name: job}, at_once=1)):
        until(server, lambda: bool(seen))


def test_without_notifications_polling_finds_the_job(server: Server, shared_tenant: Tenant, name: str) -> None:
    seen: list[int] = []

    async def job(_: dict[str, Any]) -> None:
        seen.append(1)

    async def order_silently(tx: Transaction) -> None:
        enqueue(tx, name, {})
        await tx.flush()

    async def without_trigger() -> None:
        import asyncpg

        owner = await asyncpg.connect(server.database_dsns.owner)
        try:
            await owner.execute("ALTER TABLE pgqueuer DISABLE TRIGGER ALL")
            async with server.database.transaction(shared_tenant.account_id) as tx:
                await order_silently(tx)
        finally:
            await owner.execute("ALTER TABLE pgqueuer ENABLE TRIGGER ALL")
            await owner.close()

    with running(server, Lane({name: job}, at_once=1)):
        server.run(asyncio.sleep(0.5))
        server.run(without_trigger())
        until(server, lambda: bool(seen))


def test_a_chore_is_done_at_its_time(server: Server, name: str) -> None:
    done: list[int] = []

    async def chore() -> None:
        done.append(1)

    with running(server, crons=(Cron(name, "* * * * * */1", chore),)):
        until(server, lambda: len(done) >= 2)


def test_missing_jobs_are_filled_up_and_enough_are_enough(server: Server, name: str) -> None:
    async def fill() -> list[int]:
        async with server.database.operator() as connection:
            return [await fill_up(connection, name, wanted) for wanted in (3, 3, 1, 5)]

    assert server.run(fill()) == [3, 0, 0, 2]
    assert waiting(server, name) == 5


def test_a_job_that_was_given_up_is_tried_again_later(server: Server, shared_tenant: Tenant, name: str) -> None:
    """By then what it failed for may be over; it is ordered by nobody else."""
    wrong, seen = [True], list[dict[str, Any]]()

    async def job(payload: dict[str, Any]) -> None:
        if wrong:
            raise ValueError
        seen.append(payload)

    async def order(tx: Transaction) -> None:
        enqueue(tx, name, {"id": "7"})

    def status() -> str:
        return server.run(server.database.pool.fetchval("SELECT status FROM pgqueuer WHERE entrypoint = $1", name))

    chores = Chores(server.database)
    in_transaction(shared_tenant, order)
    server.run(server.database.pool.execute("UPDATE pgqueuer SET attempts = 10 WHERE entrypoint = $1", name))
    with running(server, Lane({name: job}, at_once=1)):
        for _ in range(400):
            if status() == "failed":
                break
            time.sleep(0.05)
        wrong.clear()
        server.run(chores.try_held_jobs_again())
        assert status() == "failed"
        server.clock.offset += timedelta(minutes=11)
        server.run(chores.try_held_jobs_again())
        until(server, lambda: bool(seen))
    assert (seen, waiting(server, name)) == ([{"id": "7"}], 0)


def test_the_worker_waits_for_a_database_that_comes_back(server: Server, shared_tenant: Tenant, name: str) -> None:
    seen: list[int] = []

    async def job(_: dict[str, Any]) -> None:
        seen.append(1)

    async def cut_all_connections() -> None:
        import asyncpg

        superuser = await asyncpg.connect(server.database_dsns.superuser)
        sql = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE pid <> pg_backend_pid() AND datname = current_database()"""
        await superuser.execute(sql)
        await superuser.close()

    async def order(tx: Transaction) -> None:
        enqueue(tx, name, {})

    with running(server, Lane({name: job}, at_once=1)):
        in_transaction(shared_tenant, order)
        until(server, lambda: len(seen) == 1)
        server.run(cut_all_connections())
        server.run(asyncio.sleep(0.2))
        in_transaction(shared_tenant, order)
        until(server, lambda: len(seen) == 2)
