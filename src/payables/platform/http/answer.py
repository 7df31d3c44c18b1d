"""The answer: collected whole, sent after the commit, with the headers every answer has."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from payables.kit.errors import Refusal
from payables.platform.http.error_body import error_body
from payables.platform.http.exchange import Exchange
from payables.platform.idempotency import KeptAnswer

SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
]


CLIENT_GONE = 499  # of the log alone: there is nobody to send anything to


@dataclass(slots=True)
class Answer:
    """An ASGI response in the making."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    error_code: str | None = None
    kept_at: datetime | None = None  # when it was given first, if it is a replay

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status < 300

    @property
    def media_type(self) -> str:
        return dict(self.headers).get(b"content-type", b"application/json").decode("latin-1")

    @property
    def etag(self) -> str | None:
        value = dict(self.headers).get(b"etag")
        return value.decode("latin-1") if value else None

    async def collect(self, message: Any) -> None:
        """The ASGI `send` given to the application."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = list(message["headers"])
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def send(self, exchange: Exchange, send: Any) -> None:
        headers = [h for h in self.headers if h[0] != b"content-length"]
        if self.body or self.status not in (204, 304):
            headers.append((b"content-length", str(len(self.body)).encode()))
        headers += [(b"x-request-id", exchange.request_id.encode()), *_limit_headers(exchange)]
        present = {name for name, _ in headers}
        headers += [h for h in SECURITY_HEADERS if h[0] not in present]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})

    @classmethod
    def replayed(cls, kept: KeptAnswer) -> "Answer":
        headers = [(b"content-type", kept.media_type.encode()), (b"x-idempotent-replayed", b"true")]
        headers += [(b"etag", kept.etag.encode())] if kept.etag else []
        return cls(kept.status, headers, kept.body, kept_at=kept.at)


def refuse(refusal: Refusal, exchange: Exchange) -> Answer:
    """The answer of a refusal."""
    content, media_type = error_body(refusal, exchange.request_id, exchange.now, problem=exchange.wants_problem)
    extra = [
        (name.lower().encode(), value.encode("latin-1", "replace")) for name, value in refusal.answer_headers.items()
    ]
    return Answer(refusal.status, [(b"content-type", media_type), *extra], content, refusal.code)


def _limit_headers(exchange: Exchange) -> list[tuple[bytes, bytes]]:
    """The RateLimit fields of the IETF draft; a request that nobody is counted for has none to tell."""
    allowance = exchange.allowance
    if allowance is None:
        return []
    return [
        (
            b"ratelimit-policy",
            b'"second";q=%d;w=1, "burst";q=%d;w=%d' % (allowance.per_second, allowance.burst, allowance.refill_seconds),
        ),
        (b"ratelimit", b'"burst";r=%d;t=%d' % (allowance.remaining, allowance.full_in)),
    ]
