"""Connecting to a host that somebody else named: we resolve the name, and connect to the very address that was checked.

A name may resolve to something else a moment later; so nobody resolves it a second time, and the address that the socket
is connected to is looked at once more.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from httpcore2 import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream, ConnectError

from payables.platform.outside.errors import ForbiddenAddress, NoSuchHost
from payables.platform.outside.public import Network, may_connect

MOST_ADDRESSES = 3  # of one host that are tried

# Host and port -> the addresses and ports to connect to, as the system's resolver answers.
Resolve = Callable[[str, int], Awaitable[Sequence[tuple[str, int]]]]


# Slow look-ups wait for each other here, and not with those who write files.
_RESOLVERS = ThreadPoolExecutor(8, thread_name_prefix="resolve")


async def resolve(host: str, port: int) -> list[tuple[str, int]]:
    """By the system. Raises NoSuchHost."""
    look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.get_running_loop().run_in_executor(_RESOLVERS, look_up)
    except (OSError, UnicodeError) as error:
        raise NoSuchHost from error
    return [(str(address[0]), int(address[1])) for *_, address in found]


class GuardedBackend(AsyncNetworkBackend):
    """What httpcore2 connects through. Raises ForbiddenAddress where a host resolves to any address that is not allowed: one
    that has both kinds is no host to trust."""

    def __init__(self, resolve: Resolve, allowed: Sequence[Network]) -> None:
        self._resolve = resolve
        self._allowed = allowed
        self._backend = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore2's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        places = await self._resolve(host, port)
        if not places:
            raise NoSuchHost
        for address, _ in places:
            self._check(address)
        for n, (address, at) in enumerate(places[:MOST_ADDRESSES], 1):
            try:
                stream = await self._backend.connect_tcp(address, at, timeout, local_address, socket_options)
            except ConnectError:
                if n == min(len(places), MOST_ADDRESSES):
                    raise
            else:
                return await self._checked(stream)
        raise NoSuchHost

    async def _checked(self, stream: AsyncNetworkStream) -> AsyncNetworkStream:
        try:
            self._check(str(stream.get_extra_info("server_addr")[0]))
        except BaseException:
            await stream.aclose()
            raise
        return stream

    def _check(self, address: str) -> None:
        if not may_connect(address, self._allowed):
            raise ForbiddenAddress
