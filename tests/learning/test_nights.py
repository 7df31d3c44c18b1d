"""At night the installation learns rankers from what people corrected; the better ones are used, and can be gone back from."""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from harness.nights import (
    NEW_LAYOUTS,
    approve_plain_papers,
    as_operator,
    entered,
    forget_rankers,
    learn,
    marked_paper,
    night,
    teach,
    versions,
)
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from harness.worker import sent, working
from payables.app.desks import learning_desk
from payables.extraction.reader import Reader
from payables.learning.actions.revert_ranker import resume_ranker, revert_ranker
from payables.learning.errors import AlreadyRead, NoSuchRanker, NoSuchVersion, NothingInUse
from payables.learning.model.rankers import RankerState, Verdict
from payables.learning.queries import rankers

pytestmark = pytest.mark.proof

ENOUGH = 28


@pytest.fixture(autouse=True)
def _no_rankers(server: Server) -> Iterator[None]:
    """They are of the whole installation: other tests read without them."""
    forget_rankers(server)
    yield
    forget_rankers(server)


@pytest.fixture(scope="module")
def taught(server: Server) -> Tenant:
    """An account that has corrected the papers of five vendors."""
    tenant = make_tenant(server)
    with working(server):
        teach(tenant, ENOUGH)
    return tenant


def read(tenant: Tenant, data: bytes) -> dict[str, Any]:
    return entered(tenant, sent(tenant, data))


def read_number(tenant: Tenant, layout: int, n: int) -> tuple[str, str, dict[str, str]]:
    """What is read as the number of a paper, which it is, and by which rankers."""
    data, number, _ = marked_paper(layout, n)
    told = read(tenant, data)["extraction"]
    return told["number"]["value"], number, told["rankers"]


def states(server: Server) -> list[tuple[int, RankerState, bool]]:
    return [(one.version, one.state, one.pinned) for one in versions(server)]


def test_what_people_corrected_reads_papers_of_other_layouts_and_the_reading_says_by_which_version(
    server: Server, taught: Tenant
) -> None:
    with working(server):
        read_before, number, by = read_number(taught, NEW_LAYOUTS[0], 50)
        assert read_before != number and by.keys() == {"program"}
    record = learn(server, taught)
    assert record.fields["number"] is Verdict.BETTER, record
    assert (record.papers, record.skipped, record.accounts) == (ENOUGH, 0, {str(taught.account_id): ENOUGH})
    [made] = versions(server)
    assert (made.version, made.state) == (1, RankerState.IN_USE)
    assert made.record.right_before < made.record.right_after == made.record.kept_back
    with working(server), working(server):
        for layout in NEW_LAYOUTS:
            found, number, by = read_number(taught, layout, 60)
            assert (found, by["number"]) == (number, "1")


def test_what_one_account_teaches_reads_no_paper_of_an_account_that_has_not_judged_it(
    server: Server, taught: Tenant, tenant: Tenant
) -> None:
    unapproving = make_tenant(server, approval_mode="none")
    assert learn(server, taught, tenant, unapproving).fields["number"] is Verdict.BETTER
    assert versions(server)[0].record.judged_by == [str(taught.account_id)]
    with working(server), working(server):
        for one in (tenant, unapproving):
            found, _, by = read_number(one, NEW_LAYOUTS[0], 90)
            assert (found, by.keys()) == (marked_paper(NEW_LAYOUTS[0], 90)[2], {"program"})
        assert read_number(taught, NEW_LAYOUTS[0], 90)[2]["number"] == "1"


def test_the_same_papers_teach_nothing_twice(server: Server, taught: Tenant) -> None:
    learn(server, taught)
    assert "Nothing is new" in (learn(server, taught).why_not or "")
    assert states(server) == [(1, RankerState.IN_USE, False)]


def test_too_few_papers_teach_nothing_and_that_is_said(server: Server, tenant: Tenant) -> None:
    with working(server):
        teach(tenant, 3)
    record = learn(server, tenant)
    assert record.papers == 3 and "Too few papers" in (record.why_not or "")
    assert versions(server) == []
    last = as_operator(server, rankers.last_night)
    assert last["record"] == record


def test_an_account_that_corrects_everything_wrongly_makes_no_other_accounts_reading_worse(
    server: Server, taught: Tenant, tenant: Tenant
) -> None:
    with working(server):
        teach(tenant, 10, first=400)  # so that it has judged what it corrects wrongly afterwards
    learn(server, taught, tenant)
    both = sorted(str(one.account_id) for one in (taught, tenant))
    assert versions(server)[0].record.judged_by == both
    with working(server):
        teach(tenant, ENOUGH, wrongly=True, first=100)
        record = learn(server, taught, tenant)
        assert record.fields["number"] in (Verdict.WORSE, Verdict.WORSE_FOR_AN_ACCOUNT)
        assert states(server) == [(2, RankerState.DISCARDED, False), (1, RankerState.IN_USE, False)]
        figures = versions(server)[0].record.accounts
        assert figures.keys() == set(both)
        assert versions(server)[1].record.judged_by == [str(taught.account_id)]
        assert read_number(taught, NEW_LAYOUTS[1], 70)[0] == marked_paper(NEW_LAYOUTS[1], 70)[1]


def test_wrong_corrections_do_not_touch_papers_that_others_have_approved(server: Server, tenant: Tenant) -> None:
    wrong = make_tenant(server)
    with working(server):
        approve_plain_papers(tenant, 10)
        teach(wrong, 10, wrongly=False, first=200)
    record = learn(server, tenant, wrong)
    assert set(record.accounts.values()) == {10}
    for one in versions(server):
        mine = one.record.accounts[str(tenant.account_id)]
        assert one.state is RankerState.DISCARDED or mine.right_after >= mine.right_before


def test_a_person_goes_back_and_the_nights_leave_the_field_alone_until_they_may_learn_it_again(
    server: Server, taught: Tenant
) -> None:
    learn(server, taught)
    assert server.run(revert_ranker(server.database, "number", None)) == 1
    assert states(server) == [(1, RankerState.REVERTED, True)]
    with working(server):
        teach(taught, 1, first=300)
        found, number, by = read_number(taught, NEW_LAYOUTS[0], 80)
        assert found != number and by.keys() == {"program"}
    assert learn(server, taught).fields["number"] is Verdict.PINNED
    assert states(server) == [(1, RankerState.REVERTED, True)]
    assert server.run(resume_ranker(server.database, "number")) is True
    assert learn(server, taught).fields["number"] is Verdict.BETTER
    assert states(server) == [(2, RankerState.IN_USE, False), (1, RankerState.REVERTED, False)]
    assert server.run(revert_ranker(server.database, "number", 1)) == 2
    assert states(server) == [(2, RankerState.REVERTED, True), (1, RankerState.IN_USE, False)]
    assert server.run(revert_ranker(server.database, "number", None)) == 1
    assert server.run(resume_ranker(server.database, "number")) is True
    assert server.run(revert_ranker(server.database, "number", 1)) is None
    assert states(server) == [(2, RankerState.REVERTED, False), (1, RankerState.IN_USE, True)]


def test_going_back_to_what_there_is_not_is_refused_and_changes_nothing(server: Server, taught: Tenant) -> None:
    with pytest.raises(NothingInUse):
        server.run(revert_ranker(server.database, "number", None))
    learn(server, taught)
    with pytest.raises(NoSuchVersion):
        server.run(revert_ranker(server.database, "number", 7))
    with pytest.raises(AlreadyRead):
        server.run(revert_ranker(server.database, "number", 1))
    with pytest.raises(NoSuchRanker):
        server.run(revert_ranker(server.database, "vendor", None))
    assert states(server) == [(1, RankerState.IN_USE, False)]


def test_a_night_that_is_broken_off_changes_nothing(server: Server, taught: Tenant) -> None:
    async def broken_off(seconds: float) -> None:
        learning = asyncio.create_task(night(server, taught))
        await asyncio.sleep(seconds)
        learning.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await learning

    for seconds in (0.1, 0.8, 1.6, 2.4):
        server.run(broken_off(seconds))
        if versions(server):  # it had come to its end before
            break
        assert as_operator(server, rankers.last_night) is None
    forget_rankers(server)
    assert learn(server, taught).fields["number"] is Verdict.BETTER


def test_of_two_nights_at_once_one_brings_its_rankers_into_use(server: Server, taught: Tenant) -> None:
    async def both() -> list[Any]:
        return await asyncio.gather(night(server, taught), night(server, taught))

    verdicts = sorted(record.fields["number"] for record in server.run(both(), timeout=300))
    assert verdicts == [Verdict.BETTER, Verdict.OVERTAKEN]
    assert [one.state for one in versions(server)].count(RankerState.IN_USE) == 1


def test_going_back_while_a_night_learns_wins(server: Server, taught: Tenant) -> None:
    learn(server, taught)
    with working(server):
        teach(taught, 1, wrongly=True, first=310)

    async def both() -> Any:
        reader = Reader(at_once=1)
        learning = asyncio.create_task(night(server, taught, reader=reader))
        while reader.zygote_pid is None and not learning.done():  # noqa: ASYNC110 - a reader tells nobody that it has begun
            await asyncio.sleep(0.01)
        await revert_ranker(server.database, "number", None)
        return await learning

    record = server.run(both(), timeout=300)
    assert record.fields["number"] is Verdict.OVERTAKEN, record
    assert RankerState.IN_USE not in [one.state for one in versions(server)]


def test_archived_papers_undone_approvals_and_deleted_uploads_teach_nothing(server: Server, tenant: Tenant) -> None:
    with working(server):
        invoices = teach(tenant, 21)
        undone = approve_plain_papers(tenant, 1)[0]
    assert learn(server, tenant).papers == 22
    answer = tenant.api().post(f"/v1/invoices/{invoices[0]['id']}/archive", json={"reason": "A fraud."})
    assert answer.status_code == 200, answer.text
    answer = tenant.api().patch(f"/v1/invoices/{undone['id']}", json={"notes": "Ask again.", "total_amount": 1})
    assert answer.status_code == 200, answer.text
    assert learn(server, tenant).accounts == {str(tenant.account_id): 21}


def test_the_night_is_ordered_once_and_done_by_one_of_all_workers(server: Server, taught: Tenant) -> None:
    desk = learning_desk(server.parts)
    server.run(desk.order())
    server.run(desk.order())

    async def waiting(connection: Any) -> int:
        return await connection.fetchval("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'learning.learn_rankers'")

    assert as_operator(server, waiting) == 1
    with working(server), working(server):
        while as_operator(server, waiting):
            pass
    assert as_operator(server, rankers.last_night) is not None


def test_an_account_cannot_see_rankers(server: Server, taught: Tenant) -> None:
    learn(server, taught)

    async def counted() -> int:
        async with server.database.transaction(taught.account_id) as tx:
            return await tx.fetchval("SELECT count(*) FROM rankers") + await tx.fetchval(
                "SELECT count(*) FROM ranker_nights"
            )

    assert server.run(counted()) == 0
