"""The load: raw HTTP/1.1 over kept connections, in a process of its own so that its CPU is nobody else's.

Reads one order per line from stdin (JSON) and answers each with one line.
"""

import asyncio
import re
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import count
from typing import Self

import msgspec

SERIAL = b"@@serial@@"
# JSON numbers that follow from the serial number, as long as what they stand for: an amount, and that and 125 more.
AMOUNT, TOTAL = b'"@@amount"', b'"@@total@"'
MOST_REQUESTS = 20_000
MOST_SECONDS = 60.0

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Order(msgspec.Struct):
    """Send `request` that many times, each filled with a serial number of its own."""

    port: int
    request: bytes
    requests: int
    connections: int = 8


class Result(msgspec.Struct):
    """`statuses` counts answers by status; `last` is the last answer that was not 2xx."""

    seconds: float
    statuses: dict[str, int]
    p50_ms: float
    p95_ms: float
    last: str = ""


class Load:
    """The process, as its user sees it."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "benchmarks.load"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)

    def run(self, order: Order) -> Result:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline(), type=Result)


def main() -> None:
    serials = (b"%010x" % n for n in count(int(time.time() * 1000) << 8 & 0xFF_FFFF_FFFF))
    for line in sys.stdin.buffer:
        result = asyncio.run(_carry_out(msgspec.json.decode(line, type=Order), serials))
        sys.stdout.buffer.write(msgspec.json.encode(result) + b"\n")
        sys.stdout.buffer.flush()


def filled(request: bytes, serial: bytes) -> bytes:
    """Ten hexadecimal digits as the serial number; neighbours have other amounts, 100.00 to 10,099.99."""
    cents = 10_000 + int(serial, 16) % 1_000_000
    for mark, value in ((AMOUNT, cents), (TOTAL, cents + 12_500)):
        request = request.replace(mark, _number(value))
    return request.replace(SERIAL, serial)


def _number(cents: int) -> bytes:
    """Blanks after it keep the length of the request."""
    return (b"%d.%02d" % divmod(cents, 100)).ljust(len(AMOUNT))


async def _carry_out(order: Order, serials: Iterator[bytes]) -> Result:
    left = deque(filled(order.request, next(serials)) for _ in range(min(order.requests, MOST_REQUESTS)))
    statuses: Counter[str] = Counter()
    times: list[float] = []
    ended: list[asyncio.Future[None]] = []
    bad = [""]
    loop = asyncio.get_running_loop()

    def answered(answer: bytes, seconds: float) -> None:
        statuses[status := answer[9:12].decode()] += 1
        times.append(seconds * 1000)
        if status[0] != "2":
            bad[0] = answer[-1000:].decode(errors="replace")

    started = time.perf_counter()
    for _ in range(order.connections):
        ended.append(end := loop.create_future())
        await loop.create_connection(lambda end=end: Connection(left, answered, end), "127.0.0.1", order.port)
    await asyncio.wait_for(asyncio.gather(*ended), MOST_SECONDS)
    seconds = time.perf_counter() - started
    times.sort()
    return Result(seconds, dict(statuses), times[len(times) // 2], times[int(len(times) * 0.95)], bad[0])


class Connection(asyncio.Protocol):
    """Sends a request, waits for its answer, sends the next, until none is left."""

    def __init__(self, left: deque[bytes], answered: Callable[[bytes, float], None], end: asyncio.Future[None]) -> None:
        self.left = left
        self.answered = answered
        self.end = end
        self.buffer = b""
        self.sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        length = _LENGTH.search(self.buffer, 0, head + 1)
        if len(self.buffer) >= head + 4 + int(length[1] if length else 0):
            self.answered(self.buffer, time.perf_counter() - self.sent_at)
            self.buffer = b""
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.end.done():
            self.end.set_exception(exc or ConnectionError("the server closed a connection in use"))

    def _next(self) -> None:
        if not self.left:
            self.end.set_result(None)
            self.transport.close()
            return
        self.sent_at = time.perf_counter()
        self.transport.write(self.left.popleft())


if __name__ == "__main__":
    main()
