"""How answers become bytes: amounts as JSON numbers written digit by digit, never through a float."""

from typing import Any

import msgspec
from litestar import Response

encode = msgspec.json.Encoder(decimal_format="number").encode


class JsonResponse(Response[Any]):
    """Litestar's response with our encoder, and without what the edge does to every answer or nobody uses (cookies,
    background tasks, content-length)."""

    def render(self, content: Any, media_type: str, enc_hook: Any = None) -> bytes:
        return content if isinstance(content, bytes) else encode(content)

    def to_asgi_response(
        self,
        app: Any,
        request: Any,
        *,
        headers: dict[str, str] | None = None,
        media_type: str | None = None,
        status_code: int | None = None,
        **_: Any,
    ) -> Any:
        content_type = str(self.media_type or media_type or "application/json")
        extra = {**(headers or {}), **self.headers}
        written = [(name.lower().encode(), value.encode("latin-1")) for name, value in extra.items()]
        body = self.render(self.content, content_type)
        return Rendered(
            self.status_code or status_code or 200, [(b"content-type", content_type.encode()), *written], body
        )


class Rendered:
    """An answer as an ASGI application."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})
