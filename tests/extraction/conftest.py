"""One reader for all tests of reading in this process."""

from collections.abc import Iterator

import pytest

from extraction.desk import Desk


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()
