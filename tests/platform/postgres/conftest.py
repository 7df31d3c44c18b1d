import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.folders import remove_folder
from payables.platform.postgres.locks import somebody_holds_exclusively

HOLDER = Path(__file__).with_name("holder.py")


class Holder:
    """Another process with a hold on the database of a data folder, see holder.py."""

    def __init__(
        self, data_dir: Path, *, prefix: tuple[str, ...] = (), python: str = sys.executable, **env: str
    ) -> None:
        self.process = subprocess.Popen(
            [*prefix, python, str(HOLDER), str(data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **env},
            cwd="/",
        )

    def report(self) -> dict[str, Any]:
        """What it says after attaching: owned, supervisor, postgres, dsn; or error, sentence."""
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        """Let it end in good order."""
        self.process.communicate(timeout=60)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def wait_for_the_end(supervisor_lock: Path) -> None:
    until = time.monotonic() + 120
    while somebody_holds_exclusively(supervisor_lock):
        assert time.monotonic() < until, "a supervisor goes on without anybody who uses it"
        time.sleep(0.05)


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that every user can enter; pytest's own are closed to the user that postgres runs as for root."""
    path = Path(tempfile.mkdtemp(prefix="payables-"))
    path.chmod(0o755)
    yield path
    for lock in path.rglob("supervisor.lock"):
        wait_for_the_end(lock)
    remove_folder(path)


@pytest.fixture
def holder() -> Iterator[Callable[..., Holder]]:
    """Starts holders; those still there after the test are killed, and their supervisor then ends by itself."""
    started: list[Holder] = []

    def start(data_dir: Path, **options: Any) -> Holder:
        started.append(Holder(data_dir, **options))
        return started[-1]

    yield start
    for each in started:
        each.kill()
