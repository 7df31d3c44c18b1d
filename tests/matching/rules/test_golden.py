"""Every row of the golden table; `pytest -s` prints how many are right."""

from collections import Counter

import pytest

from harness.golden_matches import Golden, golden_rows, told
from payables.matching.model import Outcome
from payables.matching.rules.match import match

ROWS = list(golden_rows())
# Found beside the lines, or where there is no order to compare with: actions/match_invoice.py
OF_THE_WHOLE = {
    Outcome.NO_ORDER,
    Outcome.ORDER_NOT_FOUND,
    Outcome.ORDER_UNSURE,
    Outcome.ORDER_CHANGING,
    Outcome.ORDER_FLAGGED,
    Outcome.CURRENCY_DIFFERS,
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_of_the_table_comes_out_as_it_says(row: Golden) -> None:
    assert told(match(row.billed, row.orders, row.known)) == row.expected


def test_the_table_is_large_and_its_figure_is_printed() -> None:
    right = sum(told(match(row.billed, row.orders, row.known)) == row.expected for row in ROWS)
    print(f"golden matching cases: {right} / {len(ROWS)}")
    assert len(ROWS) >= 120


def test_the_table_has_every_outcome() -> None:
    found = Counter(outcome for row in ROWS for outcome in (row.expected[0], *row.expected[2]))
    assert {outcome for outcome in Outcome if outcome not in OF_THE_WHOLE} <= found.keys()


def test_names_of_rows_are_told_apart() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
