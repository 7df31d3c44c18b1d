"""Connections that send their requests byte by byte must not keep others from being served.

Control: the same against a server that takes one connection at a time.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from statistics import median

import httpx2
from benchmarks.deployment import Deployment, wait_until_ready

from resilience.accounts import create_vendor, open_account, org
from resilience.outcome import Outcome

SLOW = 50
SECONDS = 15.0
SECONDS_OF_CONTROL = 5.0
PATIENCE = 2.0  # seconds after which a well-behaved client counts as not served
PAUSE = 0.1


def run() -> Outcome:
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(org("Bakery")))
        deployment.serve()
        wait_until_ready(deployment.base_url)
        account = open_account(deployment.base_url, "Bakery", credentials["bakery/erp"])
        with httpx2.Client(base_url=deployment.base_url, headers=account.headers, trust_env=False) as api:
            create_vendor(api, account, "FLOUR-1")
        url = f"{deployment.base_url}/v1/vendors"
        alone, _ = asyncio.run(_served(url, account.headers, 3.0))
        times, failed = asyncio.run(_beside_slow_ones(url, account.headers, deployment.port, SECONDS))
    with _one_at_a_time() as port:
        control_url = f"http://127.0.0.1:{port}/"
        control, control_failed = asyncio.run(_beside_slow_ones(control_url, {}, port, SECONDS_OF_CONTROL))
    return Outcome(
        len(times) + failed,
        failed,
        len(control) + control_failed,
        control_failed,
        [
            f"{SLOW} connections sent a byte every {PAUSE} s for {SECONDS:.0f} s: half of them headers, half a body",
            f"a client beside them waited {_ms(times)}; alone it waited {_ms(alone)}",
        ],
    )


async def _beside_slow_ones(url: str, headers: dict[str, str], port: int, seconds: float) -> tuple[list[float], int]:
    slow = [asyncio.create_task(_slow(headers, port, in_body=n % 2 == 0)) for n in range(SLOW)]
    await asyncio.sleep(1.0)
    try:
        return await _served(url, headers, seconds)
    finally:
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)


async def _served(url: str, headers: dict[str, str], seconds: float) -> tuple[list[float], int]:
    """How long each request took, and how many were not answered well within PATIENCE."""
    times: list[float] = []
    failed = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        started = time.monotonic()
        try:
            async with httpx2.AsyncClient(timeout=PATIENCE, trust_env=False, headers=headers) as client:
                (await client.get(url)).raise_for_status()
            times.append(time.monotonic() - started)
        except httpx2.HTTPError:
            failed += 1
        await asyncio.sleep(0.02)
    return times, failed


async def _slow(headers: dict[str, str], port: int, *, in_body: bool) -> None:
    """One connection; begins anew when the server has had enough of it."""
    lines = ["POST /v1/vendors HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    head = "\r\n".join([*lines, "Content-Type: application/json", "Content-Length: 100000", "", ""]).encode()
    at_once, slowly = (head, b" " * 10_000) if in_body else (head[:30], head[30:-4] + b"\r\nX-Slow: " + b"x" * 10_000)
    while True:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(at_once)
            for byte in slowly:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(PAUSE)


@contextmanager
def _one_at_a_time() -> Iterator[int]:
    server = _Quiet(("127.0.0.1", 0), _ReadsWholeBody)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.socket.close()


class _Quiet(HTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away in the middle are no news here."""


class _ReadsWholeBody(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def _ms(times: list[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)] if ordered else 0
    return f"{median(ordered or [0]) * 1000:.0f} ms at the median, {p95 * 1000:.0f} ms at p95"
