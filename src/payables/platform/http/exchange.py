"""One request and what becomes known about it on its way in."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from litestar import Litestar
from litestar.exceptions import HTTPException

from payables.platform.caller import Caller
from payables.platform.limits import Allowance
from payables.platform.proxies import TrustedProxies

OPEN_PATHS = {"/livez", "/readyz", "/openapi.json"}
METHODS = ("GET", "POST", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose API key was presented; client and user as far as they are known."""

    account_id: UUID
    api_key_id: UUID
    client_id: str | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class PartSize:
    """A part of a form: `filename` None for a text; `size` in bytes, of a text in characters."""

    name: str
    filename: str | None
    size: int


class Exchange:
    """Header access, the matched route's options, and later the caller and the allowance."""

    def __init__(self, scope: Any, request_id: str, now: datetime, proxies: TrustedProxies) -> None:
        self.scope = scope
        self.proxies = proxies
        self.request_id = request_id
        self.now = now
        self.method: str = scope["method"]
        self.path: str = scope["path"].rstrip("/") or "/"
        self.caller: Caller | None = None
        self.holder: Holder | None = None
        self.body: bytes = b""
        self.body_size = 0
        self.parts: list[PartSize] | None = None
        self.allowance: Allowance | None = None
        self.route_name = "unmatched"
        self._route: dict[str, Any] | None = None
        self._headers: dict[bytes, bytes] = dict(scope["headers"])
        self.state: dict[str, Any] = scope.setdefault("state", {})

    def header(self, name: bytes) -> str | None:
        value = self._headers.get(name)
        return None if value is None else value.decode("latin-1")

    def header_values(self, name: bytes) -> set[str]:
        """Of a header that was sent more than once, each value that differs."""
        return {value.decode("latin-1") for sent, value in self.scope["headers"] if sent == name}

    @property
    def is_open(self) -> bool:
        """Of the few paths that need no credentials. Everything else goes through the gate."""
        return self.path in OPEN_PATHS

    @property
    def is_api(self) -> bool:
        """Literally so: the router reads `//v1` as `/v1`, and what we do not recognise must never reach it."""
        return (self.path.startswith("/v1/") or self.path == "/oauth/token") and "//" not in self.path

    @property
    def is_read(self) -> bool:
        return self.method in ("GET", "HEAD", "OPTIONS")

    @cached_property
    def media_type(self) -> str:
        return (self.header(b"content-type") or "").split(";", 1)[0].strip().lower()

    @cached_property
    def charset(self) -> str | None:
        """Of the body, in lower case, where the client names one."""
        for parameter in (self.header(b"content-type") or "").split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip('"').lower()
        return None

    @property
    def is_multipart(self) -> bool:
        return self.media_type == "multipart/form-data"

    @property
    def has_body(self) -> bool:
        """False only where that is certain: HTTP/1 announces a body, its successors need not."""
        announced = self.header(b"content-length")
        if announced is None and self.scope.get("http_version") in ("1.0", "1.1"):
            return b"transfer-encoding" in self._headers
        return announced != "0"

    def is_larger_than(self, most: int) -> bool:
        """In bytes; or of a size that is not announced."""
        if self.is_read:
            return False
        announced = self.header(b"content-length") or ("" if self.has_body else "0")
        return not announced.isdecimal() or len(announced) > 15 or int(announced) > most

    @cached_property
    def source(self) -> str:
        """The address the request came from: the peer's, or what a trusted proxy says of it."""
        client = self.scope.get("client")
        forwarded = [value.decode("latin-1") for name, value in self.scope["headers"] if name == b"x-forwarded-for"]
        return self.proxies.source(client[0] if client else "local", forwarded)

    @property
    def wants_problem(self) -> bool:
        return "application/problem+json" in (self.header(b"accept") or "")

    def find_route(self, app: Litestar) -> dict[str, Any]:
        """The options of the matched route (see routes.route); empty for a path that does not exist."""
        if self._route is None:
            self.route_name, options, _ = self._matched(app, self.method) or (self.route_name, {}, {})
            self._route = options
        return self._route

    def route_of(self, app: Litestar, method: str) -> tuple[dict[str, Any], dict[str, str]] | None:
        """The options of the same path's route of another method, and the parts of the path."""
        matched = self._matched(app, method)
        return matched[1:] if matched else None

    def allowed_methods(self, app: Litestar) -> list[str]:
        """What the path answers."""
        return [method for method in METHODS if self._matched(app, method)]

    def _matched(self, app: Litestar, method: str) -> tuple[str, dict[str, Any], dict[str, str]] | None:
        """The route's pattern, its options and the parts of the path."""
        try:
            _, handler, _, parts, pattern = app.asgi_router.handle_routing(path=self.path, method=method)  # type: ignore[arg-type]
        except HTTPException:
            return None
        return pattern, handler.opt, parts
