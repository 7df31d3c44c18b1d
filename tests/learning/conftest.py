"""A worker that runs beside the API."""

from collections.abc import Iterator

import pytest

from harness.server import Server
from harness.worker import working


@pytest.fixture
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield
