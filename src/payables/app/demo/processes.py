"""API and worker as child processes: started, watched, ended with everything that they started themselves."""

import asyncio
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from payables.app.demo.errors import ChildEnded, NotReady
from payables.platform.db import Database
from payables.platform.heartbeat import living_workers

SECONDS_TO_GET_READY = 60.0
SECONDS_TO_STOP = 6.0
SECONDS_BETWEEN_LOOKS = 0.05
LAST_WORDS = 6
PR_SET_PDEATHSIG = 1
LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Child:
    """A running `payables serve` or `payables worker`. What it says begins at byte `begin` of its log."""

    name: str
    log: Path
    begin: int
    process: subprocess.Popen[bytes]


@asynccontextmanager
async def children(environ: Mapping[str, str], logs: Path) -> AsyncGenerator[list[Child]]:
    """`payables serve` and `payables worker` for as long as the block runs; their output goes into the folder `logs`."""
    running: list[Child] = []
    try:
        for command in ("serve", "worker"):
            running.append(_start(command, environ, logs / f"{command}.log"))
        yield running
    finally:
        await _stop(running)


async def until_ready(running: list[Child], base_url: str, database: Database) -> None:
    """The server answers and the worker works. Raises NotReady, or ChildEnded when one gives up before."""
    server, worker = running
    async with httpx2.AsyncClient(trust_env=False, timeout=5) as http:
        await _until(lambda: _answers(http, f"{base_url}/readyz"), server, running)
    await _until(lambda: _beats(database, worker), worker, running)


async def _until(ready: Callable[[], Awaitable[bool]], child: Child, running: list[Child]) -> None:
    until = time.monotonic() + SECONDS_TO_GET_READY
    while not await ready():
        check(running)
        if time.monotonic() > until:
            raise NotReady(name=f"payables {child.name}", seconds=SECONDS_TO_GET_READY, log=child.log)
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


async def beside(running: list[Child], work: Coroutine[Any, Any, None]) -> None:
    """Do the work as long as all children live. Raises ChildEnded when one ends before the work does."""
    watching = asyncio.create_task(_until_one_ends(running))
    working = asyncio.create_task(work)
    try:
        await asyncio.wait({watching, working}, return_when=asyncio.FIRST_COMPLETED)
        (working if working.done() else watching).result()
    finally:
        watching.cancel()
        working.cancel()
        await asyncio.gather(watching, working, return_exceptions=True)


def check(running: list[Child]) -> None:
    """Raises ChildEnded."""
    for child in running:
        code = child.process.poll()
        if code is not None:
            raise ChildEnded(name=f"payables {child.name}", code=code, log=child.log, words=_last_words(child))


async def _until_one_ends(running: list[Child]) -> None:
    while True:
        check(running)
        await asyncio.sleep(0.5)


def _start(command: str, environ: Mapping[str, str], log: Path) -> Child:
    with log.open("ab") as file:
        begin = file.seek(0, os.SEEK_END)
        process = subprocess.Popen(
            # -P: a module in the current folder must not take the place of ours.
            [sys.executable, "-P", "-m", "payables.app.cli", command],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            # Ctrl-C is meant for the demo alone: it ends its children in order.
            start_new_session=True,
            # If the demo is killed, its children go too.
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - one prctl, before exec
        )
    return Child(command, log, begin, process)


_libc = ctypes.CDLL(None)


def _end_with_parent() -> None:
    """Not SIGQUIT or SIGINT: what a shell starts in the background ignores them, and so do its children."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


async def _stop(running: list[Child]) -> None:
    """Asked first, killed after that; what a killed worker was reading is read at the next start."""
    for child in running:
        _signal(child, signal.SIGTERM)
    until = time.monotonic() + SECONDS_TO_STOP
    while any(child.process.poll() is None for child in running) and time.monotonic() < until:  # noqa: ASYNC110
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
    for child in running:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()


def _signal(child: Child, order: signal.Signals) -> None:
    if child.process.poll() is None:
        child.process.send_signal(order)


async def _answers(http: httpx2.AsyncClient, url: str) -> bool:
    try:
        return (await http.get(url)).status_code == 200
    except httpx2.TransportError:
        return False


async def _beats(database: Database, worker: Child) -> bool:
    async with database.operator() as connection:
        alive = await living_workers(connection, database.clock.now())
    return any(name.endswith(f":{worker.process.pid}") for name in alive)


def _last_words(child: Child) -> str:
    said = child.log.read_bytes()[child.begin :].decode(errors="replace")
    return "".join(f"\n  {line[:LONGEST_LINE]}" for line in said.splitlines()[-LAST_WORDS:])
