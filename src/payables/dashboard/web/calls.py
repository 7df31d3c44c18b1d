"""Calls of the API from within: the same route, rights, checks and idempotency, in the page's own transaction."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Litestar

from payables.dashboard.web.replies import Refused
from payables.platform.caller import Caller
from payables.platform.db import RETRYABLE, Database, Transaction
from payables.platform.http.answer import Answer
from payables.platform.http.body import Content
from payables.platform.http.declared import check_known, check_media_type
from payables.platform.http.errors import AlreadyReported
from payables.platform.http.exchange import Exchange
from payables.platform.http.failures import failed
from payables.platform.http.within import KEYED, answer_within
from payables.platform.settings import Settings

_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_encode = msgspec.json.Encoder(decimal_format="number").encode
DOUBLE_CLICK = timedelta(seconds=10)  # within which the same form is not sent on purpose


@dataclass(frozen=True, slots=True)
class Called:
    """What the API answered: JSON as `data`, anything else as `content`."""

    status: int
    data: Any
    etag: str | None
    content: bytes
    media_type: str
    headers: dict[bytes, bytes]
    is_old: bool = False  # an answer of some time ago to the same form: what it tells is how it was then


@dataclass(frozen=True, slots=True)
class Calls:
    """The API as one signed-in person reaches it in one transaction."""

    api: Litestar
    database: Database
    settings: Settings
    outer: Exchange
    tx: Transaction
    caller: Caller

    async def call(
        self,
        method: str,
        path: str,
        query: dict[str, Any] | None = None,
        *,
        json: Any = None,
        content: Content | None = None,
        media_type: str = "application/json",
        etag: str | None = None,
        key: str | None = None,
        only_new: bool = False,
    ) -> Called:
        """Raises Refused with what the API says. Routes of the contract overlook names that they do not know; a page of ours
        that misspells one would show everything where it meant one company, and is refused."""
        content = content or Content(b"" if json is None else _encode(json))
        exchange = self._exchange(method, path, query, _headers(content, media_type, etag, key, only_new))
        try:
            route = exchange.find_route(self.api)
            check_media_type(route, exchange)
            check_known({**route, "extension": True}, exchange, content.data)
            answer = await answer_within(self.api, exchange, content, self.tx, self.caller, KEYED | {"DELETE"})
        except RETRYABLE:
            raise  # the whole page is done anew
        except Exception as error:
            seconds = self.settings.request_timeout_seconds
            answer = failed(error, exchange, self.api, seconds=seconds)
        is_old = answer.kept_at is not None and self.outer.now - answer.kept_at > DOUBLE_CLICK
        return _called(answer, is_old)

    def _exchange(
        self, method: str, path: str, query: dict[str, Any] | None, headers: list[tuple[bytes, bytes]]
    ) -> Exchange:
        outer = self.outer.scope
        scope = {name: outer[name] for name in ("type", "asgi", "http_version", "scheme", "server", "client")}
        asked = urlencode([(name, value) for name, value in (query or {}).items() if value not in (None, "")])
        scope |= {"method": method, "path": path, "raw_path": path.encode(), "root_path": "", "headers": headers}
        scope |= {"query_string": asked.encode(), "state": {}}
        exchange = Exchange(scope, self.outer.request_id, self.outer.now, self.outer.proxies)
        exchange.state.update(exchange=exchange, database=self.database, settings=self.settings, api_version=None)
        return exchange


def _headers(
    content: Content, media_type: str, etag: str | None, key: str | None, only_new: bool
) -> list[tuple[bytes, bytes]]:
    headers = [(b"content-type", media_type.encode("latin-1"))]
    headers += [] if content.file else [(b"content-length", str(len(content.data)).encode())]
    headers += [(b"if-match", etag.encode("latin-1", "replace"))] if etag else []
    headers += [(b"if-none-match", b"*")] if only_new else []
    return headers + ([(b"idempotency-key", key.encode("latin-1", "replace"))] if key else [])


def _called(answer: Answer, is_old: bool) -> Called:
    is_json = answer.media_type.startswith("application/json")
    data = _decode(answer.body) if is_json and answer.body else None
    if not answer.succeeded and answer.error_code != AlreadyReported.code:
        raise Refused(answer, data or {})
    return Called(answer.status, data, answer.etag, answer.body, answer.media_type, dict(answer.headers), is_old)
