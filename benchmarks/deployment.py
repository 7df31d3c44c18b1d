"""A whole Payables in a temporary folder: embedded PostgreSQL, provisioned accounts, real processes on 127.0.0.1."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

import httpx2

from payables.app.provision import Credentials, provision, read_org
from payables.app.runtime import Parts, open_parts
from payables.platform.postgres import state
from payables.platform.postgres.folders import Folders
from payables.platform.settings import Settings, read_settings

PAYABLES = str(Path(sys.executable).with_name("payables"))


class Deployment:
    """Ends its processes and removes its folder when it is left."""

    def __init__(self, **settings: object) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="payables-"))
        self.folder.chmod(0o711)  # as root, the database runs as another user, who has to pass
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.environ = _environ(data_dir=self.folder / "data", port=self.port, **settings)
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def settings(self) -> Settings:
        return read_settings(self.environ)

    @asynccontextmanager
    async def parts(self, **changes: str) -> AsyncIterator[Parts]:
        """The database seen from this process, which counts as one of its users meanwhile."""
        async with open_parts(read_settings({**self.environ, **changes})) as parts:
            yield parts

    async def provision(self, org: str) -> dict[str, Credentials]:
        """By the keys "account/API user"."""
        async with self.parts() as parts:
            outcome = await provision(parts.database, read_org(org, "org"), parts.settings, parts.secret_key)
        return {f"{issued.account_key}/{issued.user}": issued for issued in outcome.issued}

    def start(self, *command: str, log: str) -> subprocess.Popen[bytes]:
        """A process in this deployment's environment; what it says goes to the file `log` in the folder."""
        with (self.folder / f"{log}.log").open("ab") as file:
            process = subprocess.Popen(command, env=self.environ, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        self._processes.append(process)
        return process

    def serve(self) -> subprocess.Popen[bytes]:
        return self.start(PAYABLES, "serve", log="serve")

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start(PAYABLES, "worker", log="worker")

    def postgres(self) -> int:
        """The server's process now."""
        found = state.read(Folders(self.folder / "data").state)
        assert found is not None and found.postgres is not None
        return found.postgres

    def supervisor(self) -> int:
        found = state.read(Folders(self.folder / "data").state)
        assert found is not None
        return found.supervisor

    def said(self, log: str) -> str:
        """The end of a process's log."""
        return (self.folder / f"{log}.log").read_text(errors="replace")[-2000:]


def end(process: subprocess.Popen[bytes]) -> None:
    """As an operator would; one that does not listen is killed."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(35)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until_ready(base_url: str, seconds: float = 30) -> float:
    """Seconds until /readyz answered 200. Raises TimeoutError."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        try:
            if httpx2.get(f"{base_url}/readyz", timeout=2, trust_env=False).status_code == 200:
                return time.monotonic() - started
        except httpx2.HTTPError:
            time.sleep(0.01)
    raise TimeoutError(f"{base_url} was not ready within {seconds} s")


def wait_until_listening(port: int, seconds: float = 30) -> None:
    """Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"nothing listens on port {port} after {seconds} s")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def token_of(base_url: str, credentials: Credentials) -> str:
    form = {
        "grant_type": "client_credentials",
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
    }
    answer = httpx2.post(
        f"{base_url}/v1/oauth/token", data=form, headers={"X-API-Key": credentials.api_key or ""}, trust_env=False
    )
    return answer.raise_for_status().json()["access_token"]


def signed_in(base_url: str, credentials: Credentials) -> dict[str, str]:
    """The headers of a client that has its token."""
    return {"X-API-Key": credentials.api_key or "", "Authorization": f"Bearer {token_of(base_url, credentials)}"}


def _environ(**settings: object) -> dict[str, str]:
    """Nothing of the caller's own Payables, above all not its database."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PAYABLES_", "DATABASE_")) and n != "PYTHONPATH"}
    return kept | {f"PAYABLES_{name.upper()}": str(value) for name, value in settings.items()}
