"""A worker as a child of the API's process: started again when it dies, gone when the parent is."""

import ctypes
import signal
import subprocess
import sys
from threading import Event, Thread
from types import TracebackType
from typing import Self

import structlog

log = structlog.get_logger("serve")

RESTART_SECONDS = 1.0
STOP_SECONDS = 29.0
_PR_SET_PDEATHSIG = 1


class WorkerProcess:
    """Use as a context manager."""

    def __init__(self) -> None:
        self._stopping = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._keep_running, name="worker-process", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join(STOP_SECONDS + 5)

    def _keep_running(self) -> None:
        """In one thread from first to last: a parent's death is signalled when the starting thread ends."""
        while not self._stopping.is_set():
            self._process = _start()
            exit_code = self._wait(self._process)
            if not self._stopping.wait(RESTART_SECONDS):
                log.warning("worker ended", exit_code=exit_code)

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        while process.poll() is None and not self._stopping.wait(0.2):
            continue
        if process.poll() is None:
            _stop(process)
        return process.wait()


def _start() -> subprocess.Popen[bytes]:
    """A session of its own, so that Ctrl-C reaches it through us alone, after the API has stopped."""
    return subprocess.Popen(
        [sys.executable, "-m", "payables.app.worker"],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - one prctl, before exec
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


_libc = ctypes.CDLL(None, use_errno=True)


def _die_with_parent() -> None:
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
