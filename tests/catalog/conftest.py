"""A worker that runs beside the API, and a vendor to buy from."""

from collections.abc import Iterator
from typing import Any

import pytest

from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import working


@pytest.fixture
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield


@pytest.fixture
def vendor(tenant: Tenant) -> dict[str, Any]:
    return make_vendor(tenant)
