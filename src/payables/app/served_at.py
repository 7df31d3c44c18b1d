"""Where a server of this data directory runs, for commands beside it that print links.

A server started with `--port`, or with settings of its own, is somewhere else than the settings of the next command line say.
"""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from payables.platform.postgres.locks import Lock, somebody_holds_exclusively
from payables.platform.settings import Settings

NAMING = ("PAYABLES_BASE_URL", "PAYABLES_HOST", "PAYABLES_PORT")
SECONDS = 1  # a command that looks at the lock disturbs its taker for an instant


class ServedAt:
    """Tells the address for as long as the block runs; the kernel takes it back from a server that was killed. Of several servers
    the first tells its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stack = ExitStack()

    def __enter__(self) -> None:
        path = _path(self._settings)
        lock = self._stack.enter_context(Lock(path))
        if lock.take_exclusive(SECONDS):
            path.write_text(self._settings.base_url, encoding="utf-8")

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def public_address(settings: Settings, environ: Mapping[str, str] | None = None) -> str:
    """What the environment of this command names; else where a server runs; else what the settings come to."""
    environ = os.environ if environ is None else environ
    path = _path(settings)
    if any(environ.get(name) for name in NAMING) or not somebody_holds_exclusively(path):
        return settings.base_url
    return path.read_text(encoding="utf-8") or settings.base_url


def _path(settings: Settings) -> Path:
    return settings.data_dir / "served-at"
