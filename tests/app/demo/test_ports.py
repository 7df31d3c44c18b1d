"""Where the server listens."""

import socket
from collections.abc import Iterator

import pytest

from payables.app.demo.errors import PortTaken
from payables.app.demo.ports import choose


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_in_use_gives_way_to_the_next_free_one(taken: int) -> None:
    assert taken < choose("127.0.0.1", taken, insist=False) <= taken + 20


def test_a_port_that_was_asked_for_is_refused_with_its_number(taken: int) -> None:
    with pytest.raises(PortTaken, match=str(taken)):
        choose("127.0.0.1", taken, insist=True)
