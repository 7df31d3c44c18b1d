"""A real worker in the server's event loop, and what tests do with files."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import httpx2

from extraction.papers import INVOICE, pdf
from harness.api import Api
from harness.server import Server
from harness.tenants import Tenant
from payables.app.worker import run_with
from payables.platform.outside.fetch import Outside

_serial = count(1)
CAME = '{"received_on": "2026-11-20"}'  # papers of the tests are dated before it, and are no older in later years


@contextmanager
def working(server: Server, outside: Outside | None = None) -> Iterator[None]:
    """A worker that runs while the block does, and stops as it does on SIGTERM. `outside`: what it fetches with.

    Its reader is the server's: to start one anew for every test would take longer than most papers."""
    stop = asyncio.Event()
    running = asyncio.run_coroutine_threadsafe(_work(server, stop, outside), server._loop)
    try:
        yield
    finally:
        server._loop.call_soon_threadsafe(stop.set)
        running.result(60)


async def _work(server: Server, stop: asyncio.Event, outside: Outside | None) -> None:
    server.reader.use_rankers({})
    await run_with(server.reader, server.parts, stop, outside)


def paper(**changes: str) -> bytes:
    """A digital invoice that nobody has sent before: with a number of its own, and texts exchanged."""
    changes = {"HS-20417": f"HS-{next(_serial):05}", **changes}
    return pdf(tuple((x, y, _exchanged(text, changes)) for x, y, text in INVOICE))


def _exchanged(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def send(
    tenant: Tenant,
    data: bytes,
    name: str = "invoice.pdf",
    /,
    *,
    api: Api | None = None,
    location: int | str | None = None,
    headers: dict[str, str] | None = None,
    **form: Any,
) -> httpx2.Response:
    """POST /v1/invoices/upload to the tenant's main location, of a paper that came when tests' papers do."""
    where = tenant.location() if location is None else location
    return (api or tenant.api()).post(
        "/v1/invoices/upload",
        data={"ottimate_location_id": str(where), "metadata": CAME, **form},
        files={"file": (name, data)},
        headers=headers or {},
    )


def sent(tenant: Tenant, data: bytes, name: str = "invoice.pdf", /, **options: Any) -> str:
    """The reference_id of an accepted upload."""
    answer = send(tenant, data, name, **options)
    assert answer.status_code == 200, answer.text
    return answer.json()["reference_id"]


def uploads(tenant: Tenant, **query: Any) -> list[dict[str, Any]]:
    return tenant.api().get("/v1/invoices/uploads", params=query).json()["results"]


def upload(tenant: Tenant, reference_id: str) -> dict[str, Any]:
    """The upload as GET /invoices/uploads?all=true shows it."""
    return next(u for u in uploads(tenant, all="true") if u["id"] == reference_id)


def finished(tenant: Tenant, reference_id: str, seconds: float = 120) -> dict[str, Any]:
    """The upload once it has an outcome."""
    deadline = time.monotonic() + seconds
    while (found := upload(tenant, reference_id))["status"] in ("queued", "processing"):
        assert time.monotonic() < deadline, f"no outcome after {seconds} s: {found}"
        time.sleep(0.05)
    return found
