"""The API as uvicorn serves it: one process, or several on one socket."""

import asyncio
import signal
import socket
from contextlib import AsyncExitStack

import structlog
import uvicorn

from payables.app.asgi import Application
from payables.app.runtime import open_database, open_parts
from payables.kit.errors import Sentence
from payables.platform import logs
from payables.platform.settings import Settings, read_settings

log = structlog.get_logger("serve")

STOP_SECONDS = 29
WAITING_CONNECTIONS = 2048


class CannotListen(Sentence):
    """Cannot listen on {host}:{port} ({reason}): choose another with --port or PAYABLES_PORT."""


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
    """Until SIGTERM or SIGINT; requests under way are answered within `STOP_SECONDS`. False if it could not start.

    Raises CannotListen.
    """
    config, listener = _config(settings), _listen(settings.host, settings.port)
    with listener, _SignalsStayHere():
        if settings.processes > 1:
            _serve_many(config, listener)
            return True
        server = uvicorn.Server(config)
        server.run(sockets=[listener])
        return server.started


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=WAITING_CONNECTIONS)
    except OSError as error:
        raise CannotListen(host=host, port=port, reason=error.strerror or str(error)) from error
    listener.set_inheritable(True)
    return listener


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


def _serve_many(config: uvicorn.Config, listener: socket.socket) -> None:
    from uvicorn.supervisors import Multiprocess

    Multiprocess(config, sockets=[listener]).run()


class _SignalsStayHere:
    """uvicorn raises the signal that stopped it once more at its end; by then our own clean-up has still to run."""

    def __enter__(self) -> None:
        self._before = {number: signal.signal(number, _stop_later) for number in (signal.SIGTERM, signal.SIGINT)}

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def _stop_later(number: int, _: object) -> None:
    log.debug("signal after the end", count=number)
