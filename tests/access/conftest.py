import pytest
from tests.access.door import Door

from harness.server import Server


@pytest.fixture
def door(server: Server) -> Door:
    """The sandbox API behind a fresh gate."""
    return Door(server)
