"""The reader's side of a zygote: starts it, sends documents, hears how their children ended. Linux only."""

import asyncio
import contextlib
import itertools
import os
import socket
import subprocess
import sys
from collections.abc import Sequence

from payables.extraction.limits import Limits
from payables.extraction.process.memory import in_memory
from payables.extraction.process.wire import Ended, Request, Task, encode, ended_decoder

_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_GRACE = 15.0  # seconds beyond the wall limit after which the zygote itself is taken for stuck


class ZygoteGone(Exception):
    """The zygote ended while a document was with it."""


class ZygoteClient:
    """Belongs to the event loop that it was made in. `module` is what its process runs; `rankers` are those of the installation
    that it reads by (ranking/in_use.py, encoded)."""

    def __init__(self, module: str = "payables.extraction.process.zygote", rankers: bytes = b"") -> None:
        self._loop = asyncio.get_running_loop()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._process = _start(theirs, module, rankers)
        finally:
            theirs.close()
        self._control.setblocking(False)
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Ended]] = {}
        self._loop.add_reader(self._control.fileno(), self._hear)
        self._gone = False
        self._retired = False

    @property
    def pid(self) -> int:
        return self._process.pid

    def usable(self) -> bool:
        return not self._gone and self._loop is asyncio.get_running_loop() and self._process.poll() is None

    async def run(
        self,
        source: int,
        target: int,
        filename: str,
        limits: Limits,
        task: Task = Task.DOCUMENT,
        rule_set: str = "",
        learned: Sequence[str] = (),
    ) -> Ended:
        """One document: descriptors to read from and to write to. Raises ZygoteGone."""
        number = next(self._numbers)
        waiting = self._waiting[number] = self._loop.create_future()
        try:
            message = encode(Request(number, filename[-255:], limits, task, rule_set, list(learned)))
            socket.send_fds(self._control, [message], [source, target])
            return await asyncio.wait_for(waiting, limits.wall_seconds + _GRACE)
        except (TimeoutError, OSError) as error:
            self.close()
            raise ZygoteGone from error
        finally:
            self._waiting.pop(number, None)
            if self._retired and not self._waiting:
                self.close()

    def retire(self) -> None:
        """It is given no further document, and ends with the last that it has."""
        self._retired = True
        if not self._waiting:
            self.close()

    def close(self) -> None:
        """Ends the zygote, and with it every child. May be called twice, and after the loop has ended."""
        if not self._gone:
            self._gone = True
            with contextlib.suppress(RuntimeError, OSError):
                self._loop.remove_reader(self._control.fileno())
            self._control.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for waiting in self._waiting.values():
            if not waiting.done() and not self._loop.is_closed():
                waiting.set_exception(ZygoteGone())

    def _hear(self) -> None:
        try:
            message = self._control.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            message = b""
        if not message:
            self.close()
            return
        ended = ended_decoder.decode(message)
        waiting = self._waiting.get(ended.id)
        if waiting and not waiting.done():
            waiting.set_result(ended)


def _start(control: socket.socket, module: str, rankers: bytes) -> subprocess.Popen[bytes]:
    learned = in_memory(rankers)
    try:
        return subprocess.Popen(
            [sys.executable, "-m", module, str(control.fileno()), str(learned)],
            env=bare_environment(),
            pass_fds=[control.fileno(), learned],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
    finally:
        os.close(learned)


def bare_environment() -> dict[str, str]:
    """`-I` would hide an editable installation, so the module path is handed over and nothing else is."""
    return {**_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
