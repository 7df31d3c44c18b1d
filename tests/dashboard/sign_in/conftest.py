from collections.abc import Iterator

import pytest

from harness.server import Server
from payables.access.queries.door import at_the_door


@pytest.fixture(autouse=True)
def _nothing_to_wait_for(server: Server) -> Iterator[None]:
    """All tests come from one address: the failures of one are none of the next."""

    async def forget() -> None:
        async with at_the_door(server.database) as door:
            await door.connection.execute("DELETE FROM sign_in_brakes")

    server.run(forget())
    yield
