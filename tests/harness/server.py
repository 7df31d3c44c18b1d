"""A real server in a thread: real sockets, real HTTP, the application exactly as it is served."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import uvicorn

from harness.clock import MovableClock
from harness.databases import TestDatabase, make_database, stop
from harness.leftovers import Leftovers
from payables.app.asgi import Application
from payables.app.runtime import Parts
from payables.app.worker import open_reader
from payables.extraction.reader import Reader
from payables.platform.db import Database
from payables.platform.files import FileStore
from payables.platform.settings import Settings

T = TypeVar("T")


class Server:
    """API and worker share the thread's event loop; tests talk HTTP, or call into the loop with `run`."""

    def __init__(self, cluster_dir: Path, data_dir: Path, name: str) -> None:
        self.cluster_dir = cluster_dir
        self.data_dir = data_dir
        self.name = name
        self.clock = MovableClock()
        self.secret_key = bytes(32)
        self.database_dsns: TestDatabase
        self.database: Database
        self.settings: Settings
        self.parts: Parts
        self.reader: Reader  # of every worker that a test lets run (harness.worker)
        self._leftovers: Leftovers
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._main, daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._started.wait(120)
        if self._failure:
            raise self._failure

    def stop(self) -> None:
        self._uvicorn.should_exit = True
        self._thread.join(90)

    def run(self, work: Coroutine[Any, Any, T], timeout: float = 60) -> T:
        """Run a coroutine beside the server, for what a test has to look at from inside."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout)

    def end_of_test(self) -> None:
        """Real time, and nothing left to do."""
        self.clock.come_back()
        self.run(self._leftovers.drop())

    def _main(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:
            self._failure = error
            self._started.set()
            raise

    async def _serve(self) -> None:
        cluster, self.database_dsns = await make_database(self.cluster_dir, self.name)
        try:
            listener = _listen()
            port = listener.getsockname()[1]
            self.base_url = f"http://127.0.0.1:{port}"
            self.settings = Settings(data_dir=self.data_dir, port=port, base_url=self.base_url)
            config = uvicorn.Config(Application(self._open), log_level="warning", lifespan="on", access_log=False)
            self._uvicorn = uvicorn.Server(config)
            self._uvicorn.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
            await self._uvicorn.serve(sockets=[listener])
        finally:
            await stop(cluster, self.database_dsns)

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[Parts]:
        self.database = await Database.connect(self.database_dsns.app, self.clock, size=10)
        self.parts = Parts(self.settings, self.database, FileStore.open(self.data_dir, None), self.secret_key)
        self._leftovers = Leftovers(self.database_dsns.superuser)
        self.reader = open_reader(self.settings)
        self._started.set()
        yield self.parts
        self.reader.close()
        await self._leftovers.close()
        await self.database.close()


def _listen() -> socket.socket:
    """Without delay: asyncio, unlike uvloop, sends the body of an answer 40 ms after its head otherwise."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
