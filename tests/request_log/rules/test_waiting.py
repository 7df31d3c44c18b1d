"""Rows that wait: bounded, counted, and fair between accounts."""

from collections import Counter
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from payables.request_log.rules.waiting import Waiting

ACCOUNTS = [UUID(int=n) for n in range(1, 5)]


def offer(waiting: Waiting[int], account: UUID, row: int) -> None:
    if waiting.has_room(account):
        waiting.add(account, row)
    else:
        waiting.drop(account)


@given(st.lists(st.sampled_from(ACCOUNTS), max_size=300))
def test_every_row_is_written_or_counted_and_never_too_many_wait(arrivals: list[UUID]) -> None:
    waiting: Waiting[int] = Waiting(most=40, most_of_one=25)
    for row, account in enumerate(arrivals):
        offer(waiting, account, row)
    rows, dropped = waiting.take()
    assert sum(map(len, rows.values())) <= 40
    assert all(len(of_one) <= 25 for of_one in rows.values())
    assert Counter(arrivals) == Counter({a: len(rows.get(a, [])) + dropped.get(a, 0) for a in set(arrivals)})
    assert not waiting


def test_one_accounts_burst_pushes_out_nobody_elses_rows() -> None:
    waiting: Waiting[int] = Waiting(most=100, most_of_one=100)
    loud, quiet = ACCOUNTS[:2]
    for row in range(10):
        offer(waiting, quiet, row)
    for row in range(1000):
        offer(waiting, loud, row)
    for row in range(10, 40):
        offer(waiting, quiet, row)
    rows, dropped = waiting.take()
    assert rows[quiet] == list(range(40))
    assert (len(rows[loud]), dropped) == (60, {loud: 940})


def test_the_first_rows_of_a_burst_stay() -> None:
    waiting: Waiting[int] = Waiting(most=10, most_of_one=5)
    for row in range(9):
        offer(waiting, ACCOUNTS[0], row)
    rows, dropped = waiting.take()
    assert (rows, dropped) == ({ACCOUNTS[0]: [0, 1, 2, 3, 4]}, {ACCOUNTS[0]: 4})
