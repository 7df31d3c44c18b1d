"""The API as uvicorn serves it: one process, or several on one socket."""

import asyncio
import signal
from contextlib import AsyncExitStack

import structlog
import uvicorn

from payables.app.asgi import Application
from payables.app.runtime import open_database, open_parts
from payables.platform import logs
from payables.platform.settings import Settings, read_settings

log = structlog.get_logger("serve")

STOP_SECONDS = 29


def make_application() -> Application:
    """What each server process makes for itself, from its environment."""
    settings = read_settings()
    logs.configure(settings.log_level)
    return Application(lambda: open_parts(settings))


class HeldDatabase:
    """The database, checked and at this program's version, for as long as the processes that serve from it need it.

    Use as a context manager. Raises what `open_parts` raises, before any of them is started.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()

    def __enter__(self) -> None:
        self._runner.run(self._open())

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    async def _open(self) -> None:
        try:
            await self._stack.enter_async_context(open_database(self._settings))
            async with open_parts(self._settings):
                pass
        except BaseException:
            await self._stack.aclose()
            raise


def serve_api(settings: Settings) -> bool:
    """Until SIGTERM or SIGINT; requests under way are answered within `STOP_SECONDS`. False if it could not start."""
    config = _config(settings)
    with _SignalsStayHere():
        if settings.processes > 1:
            return _serve_many(config)
        server = uvicorn.Server(config)
        server.run()
        return server.started


def _config(settings: Settings) -> uvicorn.Config:
    """No access log: the edge writes one line per request, without anyone's data."""
    return uvicorn.Config(
        "payables.app.serve:make_application",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.processes,
        loop="auto",
        http="auto",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def _serve_many(config: uvicorn.Config) -> bool:
    from uvicorn.supervisors import Multiprocess

    Multiprocess(config, sockets=[config.bind_socket()]).run()
    return True


class _SignalsStayHere:
    """uvicorn raises the signal that stopped it once more at its end; by then our own clean-up has still to run."""

    def __enter__(self) -> None:
        self._before = {number: signal.signal(number, _stop_later) for number in (signal.SIGTERM, signal.SIGINT)}

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def _stop_later(number: int, _: object) -> None:
    log.debug("signal after the end", count=number)
