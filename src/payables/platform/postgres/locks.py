"""Locks that the kernel releases when their holder dies, however it dies.

`supervisor.lock` is held exclusively by the supervisor process. `clients.lock` is held shared by every process that
uses the database, and the supervisor ends as soon as it can take it exclusively: nobody is left.
"""

import fcntl
import os
import time
from pathlib import Path
from typing import Self


class Lock:
    """An open lock file; `held` while this object holds it."""

    def __init__(self, path: Path) -> None:
        # Not inherited by child processes: they would go on holding what their dead parent held.
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def try_shared(self) -> bool:
        return self._try(fcntl.LOCK_SH)

    def try_exclusive(self) -> bool:
        return self._try(fcntl.LOCK_EX)

    def take_exclusive(self, seconds: float) -> bool:
        """Wait for the lock; False when somebody still holds it after that time."""
        until = time.monotonic() + seconds
        while not self.try_exclusive():
            if time.monotonic() >= until:
                return False
            time.sleep(0.01)
        return True

    def release(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Release and forget. A forked child may still have the file open, hence the explicit release."""
        self.release()
        os.close(self._descriptor)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def somebody_holds_exclusively(path: Path) -> bool:
    """Whether the exclusive lock is taken right now. Looking disturbs a taker for an instant, so takers try again."""
    if not path.exists():
        return False
    with Lock(path) as probe:
        return not probe.try_shared()
