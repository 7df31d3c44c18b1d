"""At night the installation learns rankers from what people corrected; the better ones are used, and can be gone back from."""

from collections.abc import Iterator
from typing import Any

import pytest

from harness.nights import NEW_LAYOUTS, entered, forget_rankers, learn, marked_paper, teach, versions
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import sent, working
from payables.learning.model import RankerState, Verdict


@pytest.fixture(autouse=True)
def _no_rankers(server: Server) -> Iterator[None]:
    """They are of the whole installation: other tests read without them."""
    forget_rankers(server)
    yield
    forget_rankers(server)


def read(tenant: Tenant, data: bytes) -> dict[str, Any]:
    return entered(tenant, sent(tenant, data))


def test_what_people_corrected_reads_a_paper_of_another_layout(server: Server, tenant: Tenant) -> None:
    with working(server):
        teach(tenant, 28)
        before, _, customer = marked_paper(NEW_LAYOUTS[0], 50)
        assert read(tenant, before)["extraction"]["number"]["value"] == customer
        record = learn(server, tenant)
    assert record.fields["number"] is Verdict.BETTER, record
    assert (record.papers, record.accounts) == (28, {str(tenant.account_id): 28})
    [made] = versions(server)
    assert (made.version, made.state) == (1, RankerState.IN_USE)
    assert made.record.right_before < made.record.right_after == made.record.kept_back
    with working(server):
        for layout in NEW_LAYOUTS:
            data, number, _ = marked_paper(layout, 60)
            assert read(tenant, data)["extraction"]["number"]["value"] == number
