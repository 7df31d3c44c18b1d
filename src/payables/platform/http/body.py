"""The request's body: read whole, within its limit, before any connection is taken from the pool."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from payables.kit.strict_json import JsonError, check_json
from payables.platform.http import errors
from payables.platform.http.exchange import Exchange

IN_MEMORY = 1024 * 1024
FORM = "application/x-www-form-urlencoded"


class ClientDisconnected(Exception):
    """The client went away before its body was complete."""


@dataclass(slots=True)
class Content:
    """A body that can be read again: small ones as bytes, files from disk."""

    data: bytes = b""
    file: IO[bytes] | None = None

    @property
    def size(self) -> int:
        """In bytes."""
        return self.file.seek(0, SEEK_END) if self.file else len(self.data)

    @property
    def is_empty(self) -> bool:
        return self.file is None and not self.data

    def replay(self) -> Callable[[], Awaitable[dict[str, Any]]]:
        """An ASGI `receive` that yields the body from its beginning."""
        return _from_file(self.file) if self.file else _from_bytes(self.data)

    def close(self) -> None:
        """The file on disk is gone afterwards."""
        if self.file:
            self.file.close()


async def read(exchange: Exchange, receive: Callable[[], Awaitable[Any]], limit: int) -> Content:
    """The media type is one that the route accepts (declared.check_media_type). What arrives is counted in `exchange.body_size`,
    of a body that is refused too. Raises BodyTooLarge, InvalidJson."""
    if exchange.is_read:
        return Content()
    _check_length(exchange, limit)
    if exchange.is_multipart:
        return Content(file=await _spool(exchange, receive, limit))
    data = b"".join([chunk async for chunk in _chunks(exchange, receive, limit)])
    if data and exchange.media_type in ("", "application/json"):
        _check_json(data)
    return Content(data)


def _check_length(exchange: Exchange, limit: int) -> None:
    announced = exchange.header(b"content-length") or "0"
    if announced.isascii() and announced.isdigit() and (len(announced) > 15 or int(announced) > limit):
        raise errors.BodyTooLarge(limit=limit)


async def _chunks(exchange: Exchange, receive: Callable[[], Awaitable[Any]], limit: int) -> AsyncGenerator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnected
        chunk: bytes = message.get("body", b"")
        exchange.body_size += len(chunk)
        if exchange.body_size > limit:
            raise errors.BodyTooLarge(limit=limit)
        yield chunk
        more = message.get("more_body", False)


async def _spool(exchange: Exchange, receive: Callable[[], Awaitable[Any]], limit: int) -> IO[bytes]:
    spool = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - lives as long as its request
    try:
        async for chunk in _chunks(exchange, receive, limit):
            spool.write(chunk)
    except BaseException:
        spool.close()
        raise
    return spool


def _check_json(data: bytes) -> None:
    try:
        check_json(data)
    except JsonError as error:
        raise errors.InvalidJson(reason=str(error).rstrip(".")) from error


def _from_bytes(data: bytes) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": data, "more_body": False}

    return receive


def _from_file(file: IO[bytes]) -> Callable[[], Awaitable[dict[str, Any]]]:
    file.seek(0)

    async def receive() -> dict[str, Any]:
        chunk = file.read(64 * 1024)
        return {"type": "http.request", "body": chunk, "more_body": len(chunk) == 64 * 1024}

    return receive
