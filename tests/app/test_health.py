"""GET /livez and /readyz, with a database that really stops."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from harness.folders import remove_folder
from harness.server import Server
from payables.app.asgi import make_edge
from payables.app.runtime import Parts
from payables.platform.clock import SystemClock
from payables.platform.db import CannotConnect, Database
from payables.platform.files import FileStore
from payables.platform.postgres.locks import somebody_holds_exclusively
from payables.platform.postgres.supervisor import attach_or_start
from payables.platform.settings import Settings


@pytest.fixture
def folder() -> Iterator[Path]:
    """For a database of the test's own; the user that PostgreSQL runs as for root can enter it."""
    path = Path(tempfile.mkdtemp(prefix="payables-"))
    path.chmod(0o755)
    yield path
    deadline = time.monotonic() + 120
    while any(somebody_holds_exclusively(lock) for lock in path.rglob("supervisor.lock")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    remove_folder(path)


async def statuses(edge: object) -> dict[str, int]:
    transport = httpx2.ASGITransport(app=edge)  # type: ignore[arg-type]
    async with httpx2.AsyncClient(transport=transport, base_url="http://payables.test") as client:
        paths = ("/livez", "/readyz", "/v1/accounts")
        headers = {"X-API-Key": "payables_sandbox_key_x", "Authorization": "Bearer x"}
        return {path: (await client.get(path, headers=headers)).status_code for path in paths}


def test_a_stopped_database_is_told_and_a_started_one_is_found_again(folder: Path) -> None:
    async def story() -> list[dict[str, int]]:
        postgres = await attach_or_start(folder, "sandbox", durable=False)
        database = await Database.connect(postgres.app_dsn, SystemClock(), size=2)
        settings = Settings(data_dir=folder, port=8000, base_url="http://payables.test")
        edge = make_edge(Parts(settings, database, FileStore.open(folder / "files", None), bytes(32)))
        found = [await statuses(edge)]
        await postgres.stop()
        found.append(await statuses(edge))
        postgres = await attach_or_start(folder, "sandbox", durable=False)
        found.append(await statuses(edge))
        await database.close()
        await postgres.stop()
        return found

    up, down, again = asyncio.run(story())
    assert (up["/livez"], up["/readyz"]) == (200, 200)
    assert down == {"/livez": 200, "/readyz": 503, "/v1/accounts": 503}
    assert (again["/livez"], again["/readyz"]) == (200, 200)


def test_a_socket_that_is_not_there_is_no_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CannotConnect):
        asyncio.run(Database.connect(f"postgresql://payables@/payables?host={tmp_path}", SystemClock()))


def test_a_server_that_can_serve_is_ready(server: Server) -> None:
    answer = httpx2.get(f"{server.base_url}/readyz", trust_env=False)
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "database": "answering"})
