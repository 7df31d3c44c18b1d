"""Fetch a file from an address that a client has named, and nothing else with it.

One GET over TLS to the name that was given: no redirect is followed, no proxy of the environment used, no cookie kept,
nothing decompressed; the size is counted while it streams, and the whole of it has one deadline.
"""

import asyncio
import ssl
from collections.abc import Sequence

import httpcore2

from payables.kit.web_address import PORT, WebAddress
from payables.platform.outside.connect import GuardedBackend, Resolve, resolve
from payables.platform.outside.errors import (
    BadCertificate,
    Busy,
    Encoded,
    Overdue,
    Redirected,
    Refused,
    TooLarge,
    Unreachable,
)
from payables.platform.outside.public import Network

DEADLINE_SECONDS = 30
STEP_SECONDS = 10.0  # to connect, and between two pieces
TEMPORARY = frozenset({408, 425, 429})
HEADERS = [
    (b"accept", b"application/pdf, image/jpeg, image/png, */*;q=0.1"),
    (b"accept-encoding", b"identity"),
    (b"user-agent", b"payables"),
]


class Outside:
    """Fetches files. `allowed` are networks beyond the public ones; `resolve` and `tls` are the system's own."""

    def __init__(
        self,
        *,
        allowed: Sequence[Network] = (),
        resolve: Resolve = resolve,
        tls: ssl.SSLContext | None = None,
        deadline_seconds: float = DEADLINE_SECONDS,
    ) -> None:
        self._backend = GuardedBackend(resolve, allowed)
        self._tls = tls or httpcore2.default_ssl_context()
        self._deadline_seconds = deadline_seconds

    async def fetch(self, address: WebAddress, largest: int) -> bytes:
        """The bytes, at most `largest` of them. Raises Unfetchable and TryLater."""
        try:
            async with asyncio.timeout(self._deadline_seconds):
                return await self._get(address, largest)
        except (TimeoutError, httpcore2.TimeoutException) as error:
            raise Overdue(seconds=self._deadline_seconds) from error
        except httpcore2.ConnectError as error:
            raise (BadCertificate if _is_about_certificate(error) else Unreachable) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, ssl.SSLError, OSError) as error:
            raise Unreachable from error

    async def _get(self, address: WebAddress, largest: int) -> bytes:
        """Over a connection of its own, so that nothing of one account's fetch is there for the next."""
        url = httpcore2.URL(scheme=b"https", host=address.host.encode(), port=PORT, target=address.target.encode())
        headers = [(b"host", address.host.encode()), *HEADERS]
        steps = {
            "timeout": {"connect": STEP_SECONDS, "read": STEP_SECONDS, "write": STEP_SECONDS, "pool": STEP_SECONDS}
        }
        pool = httpcore2.AsyncConnectionPool(self._tls, network_backend=self._backend, max_connections=1)
        async with pool, pool.stream("GET", url, headers=headers, extensions=steps) as response:
            _check(response, largest)
            return await _read(response, largest)


def _is_about_certificate(error: BaseException | None) -> bool:
    """Somewhere below what the libraries between made of it."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None


def _check(response: httpcore2.Response, largest: int) -> None:
    status = response.status
    if status in TEMPORARY or status >= 500:
        raise Busy(status=status)
    if 300 <= status < 400:
        raise Redirected(status=status)
    if status != 200:
        raise Refused(status=status)
    headers = {name.lower(): value for name, value in response.headers}
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise Encoded
    length = headers.get(b"content-length", b"0")
    if length.isdigit() and (len(length) > 15 or int(length) > largest):
        raise TooLarge(limit=largest)


async def _read(response: httpcore2.Response, largest: int) -> bytes:
    data = bytearray()
    async for piece in response.aiter_stream():
        data += piece
        if len(data) > largest:
            raise TooLarge(limit=largest)
    return bytes(data)
