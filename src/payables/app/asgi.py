"""The ASGI application: routes of all capabilities behind the edge."""

import gc
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from litestar import Litestar
from litestar.exceptions import HTTPException

from payables.access.actions.sign_in import SignIn
from payables.app.health import livez, readyz
from payables.app.openapi import OPENAPI, AmountsAreNumbers, openapi_document
from payables.app.routes import ROUTES
from payables.app.runtime import Parts
from payables.extraction.cutting.cutter import Cutter
from payables.platform.http.edge import Edge
from payables.platform.http.encode import JsonResponse
from payables.platform.http.request import ApiRequest
from payables.platform.http.translate import raise_to_edge


def make_litestar() -> Litestar:
    """The routes alone, without anything that needs a database: enough for the OpenAPI document."""
    return Litestar(
        route_handlers=[*ROUTES, livez, readyz, openapi_document],
        openapi_config=OPENAPI,
        plugins=[AmountsAreNumbers()],
        request_class=ApiRequest,
        response_class=JsonResponse,
        exception_handlers={HTTPException: raise_to_edge, Exception: raise_to_edge},
        request_max_body_size=None,
        logging_config=None,
        debug=False,
    )


def make_edge(parts: Parts) -> Edge:
    """The whole application around a connected database."""
    app = make_litestar()
    gate = SignIn(parts.settings.env, parts.secret_key)
    app.state.gate = gate
    app.state.files = parts.files
    app.state.cutter = Cutter()
    app.state.secret_key = parts.secret_key
    return Edge(app, parts.database, parts.settings, gate)


class Application:
    """The application as a server runs it: opens its parts at start and closes them at the end."""

    def __init__(self, open_parts: Callable[[], AbstractAsyncContextManager[Parts]]) -> None:
        self.open_parts = open_parts
        self.edge: Edge | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            assert self.edge is not None, "the server must run the lifespan"
            await self.edge(scope, receive, send)

    async def _lifespan(self, receive: Any, send: Any) -> None:
        await receive()
        try:
            async with self._opened():
                await send({"type": "lifespan.startup.complete"})
                await receive()
        except Exception as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.shutdown.complete"})

    @asynccontextmanager
    async def _opened(self) -> AsyncGenerator[None]:
        async with self.open_parts() as parts:
            self.edge = make_edge(parts)
            # What exists by now stays: a collection that walks through it at every turn costs a tenth of the CPU.
            gc.collect()
            gc.freeze()
            try:
                yield
            finally:
                self.edge.app.state.cutter.close()
