"""The process that keeps one embedded PostgreSQL alive: `python -m payables.platform.postgres.supervise DATA_DIR`.

How its life is decided:

- It is started by the first process that wants the database (serve, worker, migrate) and is nobody's child in spirit:
  own session, so that Ctrl-C in a terminal reaches the programs first and the database last.
- It holds `supervisor.lock` exclusively: of two that were started at once, one wins and the other ends at once.
- Every process that uses the database holds `clients.lock` shared. Several times a second the supervisor tries to
  take it exclusively; when that succeeds nobody is left, and it stops the server and ends. The kernel releases the
  locks of a process killed with -9, so an orphan cannot stay and no client depends on the one that came first.
- The server is its child and gets SIGQUIT from the kernel when the supervisor dies, also by kill -9. The clients
  notice that `supervisor.lock` is free and start another supervisor, whose server recovers from its log.
- A server that dies is started again with growing pauses (restarts.py); when that does not help, the reason is
  written into supervisor.json and the process ends with 1.
- SIGTERM or SIGINT: stop the server (fast shutdown) and end, whoever is still connected.
"""

import argparse
import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from payables.platform.postgres import cluster, process, state
from payables.platform.postgres.binaries import Binaries, find
from payables.platform.postgres.errors import DatabaseUnavailable, DidNotStart
from payables.platform.postgres.folders import Folders, socket_folder
from payables.platform.postgres.identity import RunAs, run_as
from payables.platform.postgres.locks import Lock
from payables.platform.postgres.programs import runnable
from payables.platform.postgres.restarts import Restarts
from payables.platform.postgres.state import State

SECONDS_FOR_THE_LOCK = 2.0
SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_BETWEEN_LOOKS_AT_THE_START = 0.01


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m payables.platform.postgres.supervise")
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--forgetful", action="store_true", help="no fsync: for tests, whose data may be lost")
    given = parser.parse_args(arguments)
    folders = Folders(given.data_dir)
    mine = Lock(folders.supervisor_lock)
    # Others look at the lock by taking it for an instant, hence a few tries. Only the end of the process releases it.
    if not mine.take_exclusive(SECONDS_FOR_THE_LOCK):
        return 0
    return _supervise(folders, durable=not given.forgetful)


def _supervise(folders: Folders, *, durable: bool) -> int:
    try:
        state.write(folders.state, State("starting", os.getpid()))
        user = run_as(folders.data)
        user.insist_on_entering(folders.home)
        programs = runnable(find(), user, folders.programs)
        cluster.prepare(folders, programs, user, durable=durable)
        process.adopt_orphans()
        sockets = socket_folder(folders, user)
        Supervision(folders, programs, user, sockets).run()
        with contextlib.suppress(OSError):
            sockets.rmdir()
    except (DatabaseUnavailable, OSError) as error:
        state.write(folders.state, State("failed", os.getpid(), error=type(error).__name__, reason=str(error)))
        return 1
    state.write(folders.state, State("stopped", os.getpid()))
    return 0


class Supervision:
    """One server and its restarts, until nobody needs it or somebody says stop."""

    def __init__(self, folders: Folders, programs: Binaries, user: RunAs, sockets: Path) -> None:
        self.folders = folders
        self.programs = programs
        self.user = user
        self.sockets = sockets
        self.restarts = Restarts()
        self.crash: str | None = None
        self.wake = _wake_on_signals()
        self.told = False

    def run(self) -> None:
        """Blocks. Raises DidNotStart when restarting does not help."""
        with Lock(self.folders.clients_lock) as clients:
            while not self._done(clients):
                process.clear_the_way(self.folders, self.sockets)
                started = time.monotonic()
                server = process.start(self.folders, self.programs, self.user, self.sockets)
                if self._watch(server, clients):
                    process.stop(server)
                    return
                self._after_crash(server, started, clients)

    def _watch(self, server: subprocess.Popen[bytes], clients: Lock) -> bool:
        """True when the server should stop; False when it died."""
        self._write("starting", server)
        ready = False
        while server.poll() is None:
            if self._done(clients):
                return True
            if not ready and process.is_ready(self.folders, server.pid):
                ready = True
                self._write("ready", server)
            self._wait(SECONDS_BETWEEN_LOOKS if ready else SECONDS_BETWEEN_LOOKS_AT_THE_START)
        return False

    def _after_crash(self, server: subprocess.Popen[bytes], started: float, clients: Lock) -> None:
        self.crash = process.last_words(self.folders, server)
        self._write("starting")
        process.end_orphans()
        pause = self.restarts.delay_after(started, time.monotonic())
        if pause is None:
            raise DidNotStart(reason=self.crash, log=self.folders.log)
        until = time.monotonic() + pause
        while time.monotonic() < until and not self._done(clients):
            self._wait(min(SECONDS_BETWEEN_LOOKS, pause))

    def _done(self, clients: Lock) -> bool:
        # The lock, once taken, is kept to the end: a client that comes now waits for the next supervisor.
        return self.told or clients.try_exclusive()

    def _wait(self, seconds: float) -> None:
        """Sleep until the time is over or a signal comes: a child that ended, or an order to stop."""
        if select.select([self.wake], [], [], seconds)[0]:
            signals = os.read(self.wake, 4096)
            self.told = self.told or signal.SIGTERM in signals or signal.SIGINT in signals

    def _write(self, phase: state.Phase, server: subprocess.Popen[bytes] | None = None) -> None:
        state.write(
            self.folders.state,
            State(
                phase,
                os.getpid(),
                postgres=server.pid if server else None,
                socket_folder=str(self.sockets),
                restarts=self.restarts.crashes,
                reason=self.crash,
            ),
        )


def _wake_on_signals() -> int:
    """A pipe that gets one byte, the signal's number, for each signal: nothing is lost between two looks."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, _nothing)
    return reading


def _nothing(_: int, __: FrameType | None) -> None:
    """The number is in the pipe already; without a handler the signal would not be noticed at all."""


if __name__ == "__main__":
    sys.exit(main())
