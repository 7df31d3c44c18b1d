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
from payables.app.operating.desk import Desk
from payables.app.routes import ROUTES
from payables.app.runtime import Parts
from payables.app.vocabulary import vocabulary_of
from payables.dashboard.api import Site, first_segments, make_site
from payables.extraction.cutting.cutter import Cutter
from payables.extraction.page_pictures.pictures import PagePictures
from payables.platform.disk_cache import DiskCache
from payables.platform.http.edge import Edge
from payables.platform.http.encode import JsonResponse
from payables.platform.http.exchange import OPEN_PATHS
from payables.platform.http.request import ApiRequest
from payables.platform.http.translate import raise_to_edge
from payables.request_log.actions.record_requests import RequestRecorder


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
    cache = DiskCache(parts.settings.data_dir / "page-pictures", parts.settings.page_cache_bytes)
    app.state.pictures = PagePictures(cache)
    app.state.secret_key = parts.secret_key
    return Edge(app, parts.database, parts.settings, gate, _recorder(parts, app))


def _recorder(parts: Parts, app: Litestar) -> RequestRecorder | None:
    """None where the settings say that nothing is to be written down."""
    if parts.settings.request_log_days == 0:
        return None
    return RequestRecorder(
        parts.database, lambda: vocabulary_of(ROUTES), lambda exchange: exchange.find_route(app).get("secret", False)
    )


class Front:
    """The API, and around it the pages for people."""

    def __init__(self, edge: Edge, site: Site) -> None:
        self.edge = edge
        self.site = site
        self.of_pages = first_segments(site)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        inner = self.site if scope["type"] == "http" and self._is_page(scope) else self.edge
        await inner(scope, receive, send)

    def _is_page(self, scope: Any) -> bool:
        """Of what neither knows, a browser is told by a page and a client by the error body of the API."""
        path: str = scope["path"]
        if "//" in path or path in OPEN_PATHS or path.startswith(("/v1", "/oauth/")):
            return False
        if path.removeprefix("/").split("/")[0] in self.of_pages:  # `*` of OPTIONS has no slash
            return True
        return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def make_front(parts: Parts) -> Front:
    """Everything that is served, around a connected database."""
    edge = make_edge(parts)
    site = make_site(
        edge.app, parts.database, parts.settings, parts.secret_key, files=parts.files, operating=Desk(parts)
    )
    return Front(edge, site)


class Application:
    """The application as a server runs it: opens its parts at start and closes them at the end."""

    def __init__(self, open_parts: Callable[[], AbstractAsyncContextManager[Parts]]) -> None:
        self.open_parts = open_parts
        self.front: Front | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            assert self.front is not None, "the server must run the lifespan"
            await self.front(scope, receive, send)

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
            self.front = make_front(parts)
            self.front.edge.app.state.pictures.start()
            # What exists by now stays: a collection that walks through it at every turn costs a tenth of the CPU.
            gc.collect()
            gc.freeze()
            try:
                yield
            finally:
                if self.front.edge.recorder is not None:
                    await self.front.edge.recorder.close()
                self.front.edge.app.state.cutter.close()
                self.front.edge.app.state.pictures.close()
