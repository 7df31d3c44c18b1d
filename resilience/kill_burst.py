"""kill -9 of API, worker, PostgreSQL and its supervisor in turn, during a burst of uploads.

API and worker are started again by the harness, as a service manager would; the database has to come back by itself.
In the end every upload that was acknowledged has exactly one recorded outcome, and no file has become two invoices.
Control: the same look at the same database after one upload was dropped and one invoice doubled on purpose (in a
transaction that is rolled back), and with a client that takes an unanswered request for an acknowledged one.
"""

import asyncio
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from benchmarks.deployment import Deployment, wait_until_ready

from payables.platform.postgres.cluster import SUPERUSER
from payables.platform.postgres.supervisor import attach_or_start
from resilience.accounts import open_account, org
from resilience.outcome import Outcome
from resilience.papers import papers
from resilience.uploaders import Told, upload_all

FILES, CONNECTIONS, PACE = 50, 5, 1.2
SECONDS_BETWEEN_KILLS = 1.5
FEWEST_KILLS = 8
SECONDS_TO_FINISH = 240.0

UPLOADS = "SELECT id::text, filename, status FROM uploads"
INVOICES = "SELECT upload_id::text AS upload, count(*) AS invoices FROM invoices WHERE upload_id IS NOT NULL GROUP BY 1"
UNFINISHED = "SELECT count(*) FROM uploads WHERE status NOT IN ('processed', 'failed', 'duplicate')"
BY_FILE = """
SELECT u.filename FROM invoices i JOIN uploads u ON u.account_id = i.account_id AND u.id = i.upload_id
 GROUP BY 1 HAVING count(*) > 1
"""
DROP = "DELETE FROM uploads WHERE id = $1::uuid"
DOUBLE = """
INSERT INTO invoices SELECT (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'invoice_id', 2000000000))).*
  FROM invoices i WHERE upload_id = $1::uuid
"""


def run() -> Outcome:
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(org("Harbour")))
        killer = Killer(deployment)
        wait_until_ready(deployment.base_url, 60)
        account = open_account(deployment.base_url, "Harbour", credentials["harbour/erp"])
        killer.start()
        told = asyncio.run(upload_all(deployment.base_url, account, papers(FILES), CONNECTIONS, PACE))
        killer.stop()
        verdict, control = asyncio.run(_examine(deployment, killer, told))
    return Outcome(
        FILES,
        len(verdict.lost) + len(verdict.doubled) + len(told.given_up),
        3,
        control,
        [
            f"kill -9: {', '.join(f'{name} {times}x' for name, times in killer.killed.items())}",
            f"ended by themselves: {len(killer.ended)}",
            *killer.ended[:5],
            f"answers to {FILES} files: {dict(sorted(told.answers.items()))}",
            f"acknowledged {len(told.acknowledged)}, carried out but the answer was lost {len(told.arrived_before)}, "
            f"given up {len(told.given_up)}",
            f"outcomes: {verdict.outcomes}",
            f"acknowledged uploads lost: {len(verdict.lost)}; invoices doubled: {len(verdict.doubled)}",
            *verdict.lost[:5],
            *verdict.doubled[:5],
        ],
    )


class Killer:
    """Keeps API and worker running, and kills one process after the other in a thread of its own."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self.running: dict[str, subprocess.Popen[bytes]] = {"API": deployment.serve(), "worker": deployment.worker()}
        self.killed = dict.fromkeys(("API", "worker", "PostgreSQL", "supervisor"), 0)
        self.ended: list[str] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._kill_in_turn)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """After the kill that is under way, and not before the fewest."""
        self._done.set()
        self._thread.join()
        self.revive()
        wait_until_ready(self.deployment.base_url, 60)

    def _kill_in_turn(self) -> None:
        starts: dict[str, Callable[[], int]] = {
            "API": lambda: self.running["API"].pid,
            "worker": lambda: self.running["worker"].pid,
            "PostgreSQL": self.deployment.postgres,
            "supervisor": self.deployment.supervisor,
        }
        while not self._done.is_set() or sum(self.killed.values()) < FEWEST_KILLS:
            for name, pid_of in starts.items():
                time.sleep(SECONDS_BETWEEN_KILLS)
                self.revive()
                with suppress(TimeoutError):
                    wait_until_ready(self.deployment.base_url, 30)
                with suppress(ProcessLookupError):
                    os.kill(pid_of(), signal.SIGKILL)
                    self.killed[name] += 1
                if name in self.running:
                    self.running[name].wait()

    def revive(self) -> None:
        """As a service manager would. One that we have not killed has its last words noted."""
        starts = {"API": (self.deployment.serve, "serve"), "worker": (self.deployment.worker, "worker")}
        for name, (start, log) in starts.items():
            code = self.running[name].poll()
            if code is None:
                continue
            if code != -signal.SIGKILL:
                self.ended.append(f"{name} ended with {code}: {self.deployment.said(log)[-300:]}")
            self.running[name] = start()


@dataclass(frozen=True)
class Verdict:
    """Uploads without exactly one outcome, files with two invoices, and outcomes by kind."""

    lost: list[str]
    doubled: list[str]
    outcomes: dict[str, int]


async def _examine(deployment: Deployment, killer: Killer, told: Told) -> tuple[Verdict, int]:
    postgres = await attach_or_start(deployment.folder / "data", "sandbox")
    connection = await asyncpg.connect(postgres.dsn(SUPERUSER, postgres.database))
    try:
        await _wait_until_finished(connection, killer)
        return await _judge(connection, told.acknowledged, told.arrived_before), await _control(connection, told)
    finally:
        await connection.close()
        await postgres.stop()


async def _wait_until_finished(connection: Any, killer: Killer) -> None:
    until = time.monotonic() + SECONDS_TO_FINISH
    while await connection.fetchval(UNFINISHED) and time.monotonic() < until:
        killer.revive()
        await asyncio.sleep(0.5)


async def _judge(connection: Any, acknowledged: dict[str, str], arrived: list[str]) -> Verdict:
    uploads = {row["id"]: row for row in await connection.fetch(UPLOADS)}
    invoices = {row["upload"]: row["invoices"] for row in await connection.fetch(INVOICES)}
    known = {row["filename"] for row in uploads.values()}
    lost = [
        f"{name}: {fault}"
        for name, id in acknowledged.items()
        if (fault := _fault(uploads.get(id), invoices.get(id, 0)))
    ]
    lost += [f"{name}: carried out, and not there" for name in arrived if name not in known]
    doubled = [row["filename"] for row in await connection.fetch(BY_FILE)]
    kinds = [row["status"] for row in uploads.values()]
    return Verdict(lost, doubled, {kind: kinds.count(kind) for kind in sorted(set(kinds))})


def _fault(upload: Any, invoices: int) -> str | None:
    if upload is None:
        return "acknowledged, and not there"
    expected = {"processed": 1, "failed": 0, "duplicate": 0}.get(upload["status"])
    if expected is None:
        return f"no outcome, still {upload['status']}"
    return None if invoices == expected else f"{upload['status']}, and {invoices} invoices"


async def _control(connection: Any, told: Told) -> int:
    """How many of three faults made on purpose are found."""
    name, id = next(iter(told.acknowledged.items()))
    believed = told.acknowledged | {"never-answered.pdf": str(uuid4())}
    found = len((await _judge(connection, believed, [])).lost) > 0
    dropped = await _after(connection, DROP, id, told.acknowledged)
    processed = [row["upload"] for row in await connection.fetch(INVOICES)]
    doubled = await _after(connection, DOUBLE, processed[0], told.acknowledged)
    return found + (f"{name}: acknowledged, and not there" in dropped.lost) + (len(doubled.doubled) > 0)


async def _after(connection: Any, fault: str, id: str, acknowledged: dict[str, str]) -> Verdict:
    """What is found when the database has this fault; it is taken back afterwards."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute(fault, UUID(id))
        return await _judge(connection, acknowledged, [])
    finally:
        await transaction.rollback()
