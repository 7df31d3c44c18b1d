"""PAYABLES_MAX_UPLOAD_BYTES holds wherever a file comes in, whether it is set lower or higher than the default."""

import base64
from typing import Any

import httpx2
import msgspec
import pytest

from harness.api import error_of, fields_of
from harness.tenants import Tenant
from harness.worker import paper
from payables.app.asgi import make_edge
from payables.app.runtime import Parts

MB = 1024 * 1024


def ask(tenant: Tenant, largest: int, path: str, **options: Any) -> httpx2.Response:
    """A POST to the application with that setting."""
    parts = tenant.server.parts
    settings = msgspec.structs.replace(parts.settings, max_upload_bytes=largest)
    edge = make_edge(Parts(settings, parts.database, parts.files, parts.secret_key))
    headers = dict(tenant.api().headers)  # signs in, which the server's loop could not answer while it waits

    async def post() -> httpx2.Response:
        transport = httpx2.ASGITransport(app=edge, client=("192.0.2.1", 40000))
        async with httpx2.AsyncClient(transport=transport, base_url="http://payables.test") as client:
            return await client.post(path, headers=headers, **options)

    return tenant.server.run(post())


def upload(tenant: Tenant, largest: int, size: int) -> httpx2.Response:
    form = {"ottimate_location_id": str(tenant.location())}
    return ask(tenant, largest, "/v1/invoices/upload", data=form, files={"file": ("invoice.pdf", padded(size))})


def enter(tenant: Tenant, largest: int, size: int) -> httpx2.Response:
    image = {"filename": "invoice.pdf", "data": base64.b64encode(padded(size)).decode()}
    body = {"ottimate_location_id": tenant.location(), "raw_images": [image]}
    return ask(tenant, largest, "/v1/invoices", json=body)


def padded(size: int) -> bytes:
    whole = paper()
    return whole + b"\n%" + b"x" * (size - len(whole) - 2)


@pytest.mark.parametrize("largest", [10_000, 30 * MB])
def test_an_upload_may_be_as_large_as_the_setting_and_no_larger(tenant: Tenant, largest: int) -> None:
    assert upload(tenant, largest, largest).status_code == 200
    answer = upload(tenant, largest, largest + 1)
    assert (answer.status_code, error_of(answer)) == (413, "file_too_large")


@pytest.mark.parametrize("largest", [10_000, 30 * MB])
def test_a_file_inside_a_body_may_be_as_large_as_the_setting_and_no_larger(tenant: Tenant, largest: int) -> None:
    assert enter(tenant, largest, largest).status_code == 201
    answer = enter(tenant, largest, largest + 1)
    assert answer.status_code == 400
    assert fields_of(answer) == {"raw_images[0]": "file_too_large"}
