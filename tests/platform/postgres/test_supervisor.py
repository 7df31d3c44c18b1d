import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

import asyncpg
import pytest

from payables.platform.postgres.errors import DidNotStart
from payables.platform.postgres.folders import Folders, socket_folder
from payables.platform.postgres.identity import run_as
from payables.platform.postgres.supervisor import EmbeddedPostgres, attach_or_start

pytestmark = pytest.mark.proof


def is_alive(pid: int) -> bool:
    """Whether the process runs; a dead one that nobody has waited for does not count."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(true, seconds: float = 120) -> float:  # type: ignore[no-untyped-def]
    """Seconds until it became true."""
    started = time.monotonic()
    while not true():
        assert time.monotonic() - started < seconds, "it did not happen in time"
        time.sleep(0.02)
    return time.monotonic() - started


async def until_healthy(postgres: EmbeddedPostgres, seconds: float = 120) -> float:
    started = time.monotonic()
    while not await postgres.healthy():
        assert time.monotonic() - started < seconds, f"not healthy in time: {postgres.state}"
        await asyncio.sleep(0.05)
    return time.monotonic() - started


async def execute(dsn: str, sql: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetch(sql)
    finally:
        connection.terminate()


def test_a_first_start_answers_and_a_stop_leaves_no_process(folder: Path) -> None:
    async def story() -> None:
        started = time.monotonic()
        postgres = await attach_or_start(folder, "sandbox")
        print(f"\nfirst start to first answer: {time.monotonic() - started:.2f} s")
        assert postgres.owned
        assert await postgres.healthy()
        pids = (postgres.state.supervisor, postgres.state.postgres)
        await postgres.stop()
        assert postgres.state.phase == "stopped"
        assert not any(map(is_alive, pids))
        assert not await postgres.healthy()

        started = time.monotonic()
        await postgres.start()
        print(f"later start to first answer: {time.monotonic() - started:.2f} s")
        await postgres.stop()

    asyncio.run(story())


def test_a_killed_server_is_back_within_seconds_with_what_was_committed(folder: Path) -> None:
    async def story() -> None:
        postgres = await attach_or_start(folder, "sandbox")
        await execute(postgres.owner_dsn, "CREATE TABLE fact AS SELECT 7 AS n")
        # A session deep in a computation notices nothing, and would keep the next server out.
        busy = asyncio.create_task(execute(postgres.owner_dsn, "SELECT count(*) FROM generate_series(1, 100000000000)"))
        await asyncio.sleep(0.3)

        os.kill(postgres.state.postgres, signal.SIGKILL)
        wait_until(lambda: postgres.state.restarts == 1)
        print(f"\nkill -9 of the server to healthy: {await until_healthy(postgres):.2f} s")

        with pytest.raises((asyncpg.PostgresError, OSError)):
            await busy
        assert [row["n"] for row in await execute(postgres.owner_dsn, "SELECT n FROM fact")] == [7]
        await postgres.stop()

    asyncio.run(story())


def test_a_killed_supervisor_takes_the_server_along_and_is_replaced(folder: Path) -> None:
    async def story() -> None:
        postgres = await attach_or_start(folder, "sandbox")
        await execute(postgres.owner_dsn, "CREATE TABLE fact AS SELECT 7 AS n")
        before = postgres.state

        os.kill(before.supervisor, signal.SIGKILL)
        wait_until(lambda: not is_alive(before.postgres))
        print(f"\nkill -9 of the supervisor to healthy: {await until_healthy(postgres):.2f} s")

        assert postgres.state.supervisor != before.supervisor
        assert [row["n"] for row in await execute(postgres.owner_dsn, "SELECT n FROM fact")] == [7]
        await postgres.stop()

    asyncio.run(story())


def test_after_everything_was_killed_the_next_start_recovers(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    first = holder(folder)
    report = first.report()
    first.kill()
    for name in ("supervisor", "postgres"):
        os.kill(report[name], signal.SIGKILL)

    assert holder(folder).report()["owned"]


def test_a_pid_file_whose_number_now_belongs_to_another_program_does_not_matter(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    first = holder(folder)
    first.report()
    first.end()
    data = folder / "postgres" / "data"
    sleeper = subprocess.Popen(["sleep", "60"], **run_as(data).popen())
    mark = f"{sleeper.pid}\n{data}\n1\n5432\n{data.parent}/run\n\n\nready\n"
    (data / "postmaster.pid").write_text(mark)
    sockets = socket_folder(Folders(folder), run_as(data))
    (sockets / ".s.PGSQL.5432.lock").write_text(mark)

    assert holder(folder).report().get("owned")
    sleeper.kill()
    sleeper.wait()


def test_two_that_start_at_once_share_one_server(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    reports = [each.report() for each in [holder(folder) for _ in range(4)]]

    assert sorted(report["owned"] for report in reports) == [False, False, False, True]
    assert len({report["postgres"] for report in reports}) == 1


def test_the_death_of_the_process_that_started_it_disturbs_nobody(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    first = holder(folder)
    report = first.report()

    async def story() -> None:
        postgres = await attach_or_start(folder, "sandbox")
        assert not postgres.owned
        session = await asyncpg.connect(postgres.app_dsn)
        first.kill()
        await asyncio.sleep(1)
        assert await session.fetchval("SELECT 1") == 1
        await session.close()
        assert postgres.state.postgres == report["postgres"]
        await postgres.stop()
        assert not is_alive(report["postgres"])

    asyncio.run(story())


def test_no_orphan_stays_when_the_only_user_is_killed(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    only = holder(folder)
    report = only.report()
    only.kill()

    wait_until(lambda: not is_alive(report["postgres"]) and not is_alive(report["supervisor"]))


def test_a_supervisor_that_is_told_to_stop_stops_for_everybody_and_stays_away(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    report = holder(folder).report()
    os.kill(report["supervisor"], signal.SIGTERM)

    wait_until(lambda: not is_alive(report["postgres"]))
    time.sleep(1)
    assert EmbeddedPostgres(folder, "sandbox").state.phase == "stopped"


def test_a_server_that_cannot_start_is_given_up_with_its_own_words(folder: Path) -> None:
    async def story() -> None:
        (folder / "postgres").mkdir(mode=0o711)
        (folder / "postgres" / "local.conf").write_text("shared_buffers = 'a lot'\n")
        started = time.monotonic()
        with pytest.raises(DidNotStart, match="configuration file"):
            await attach_or_start(folder, "sandbox", durable=False)
        assert time.monotonic() - started > 5

    asyncio.run(story())
