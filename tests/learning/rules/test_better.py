"""A ranker comes into use only where it is better, and worse for nobody."""

import pytest

from payables.extraction.training.night_wire import Comparison
from payables.learning.model.rankers import Verdict
from payables.learning.rules.better import judges, judges_still, verdict_on
from payables.learning.rules.kept_back import kept_back


def judged(papers: int, before: int, after: int, fit: tuple[float, float] = (-1.0, -1.0), won: int = 0) -> Comparison:
    return Comparison(papers, before, after, *fit, won=won)


@pytest.mark.parametrize(
    ("of", "verdict"),
    [
        ({"a": judged(10, 5, 8)}, Verdict.BETTER),
        ({"a": judged(10, 8, 7, (-5.0, -1.0))}, Verdict.WORSE),
        ({"a": judged(10, 8, 8)}, Verdict.NO_BETTER),
        ({"a": judged(10, 8, 8, (-2.0, -1.0))}, Verdict.BETTER),
        ({"a": judged(10, 8, 8, (-2.0, -1.95))}, Verdict.NO_BETTER),
        ({"a": judged(20, 0, 20), "b": judged(5, 5, 4)}, Verdict.WORSE_FOR_AN_ACCOUNT),
        ({"a": judged(20, 0, 20), "b": judged(5, 5, 5, (-0.1, -3.0))}, Verdict.WORSE_FOR_AN_ACCOUNT),
        ({"a": judged(20, 0, 20), "b": judged(5, 5, 5, (-0.1, -0.2))}, Verdict.BETTER),
        ({"a": judged(20, 0, 20), "b": judged(2, 2, 1), "c": judged(2, 0, 0)}, Verdict.WORSE_FOR_AN_ACCOUNT),
        ({"a": judged(20, 0, 20), "b": judged(2, 2, 1), "c": judged(2, 0, 1)}, Verdict.BETTER),
        ({}, Verdict.NO_BETTER),
    ],
)
def test_what_is_better(of: dict[str, Comparison], verdict: Verdict) -> None:
    assert verdict_on(of) is verdict


def test_a_version_that_one_account_has_taught_reads_for_it_where_it_reads_no_worse_than_the_programs_ranker() -> None:
    alone = {"same": judged(5, 5, 5), "few": judged(4, 0, 4, won=4), "worse": judged(20, 20, 19)}
    assert [judges({name: of_one}, [name]) for name, of_one in alone.items()] == [["same"], [], []]
    assert judges({"less_likely": judged(5, 5, 5, (-0.1, -3.0))}, ["less_likely"]) == []
    assert judges({}, []) == []


def test_a_version_that_others_have_taught_reads_for_those_for_whom_it_alone_was_right_three_times() -> None:
    """Papers that nobody could read wrongly prove nothing of those on which the others' teaching shows."""
    of = {
        "taught": judged(18, 0, 18, won=18),
        "same": judged(30, 30, 30),
        "once": judged(9, 7, 9, won=2),
        "won": judged(9, 6, 9, won=3),
        "won_and_lost": judged(9, 6, 5, won=3),
    }
    assert judges(of, ["taught", "same", "once", "won", "won_and_lost"]) == ["taught", "won"]
    assert judges(of, []) == ["taught", "won"]


def test_a_version_in_use_reads_no_more_for_who_has_found_it_worse_since() -> None:
    now = {"worse": judged(3, 3, 0), "fine": judged(2, 2, 2), "new": judged(9, 0, 9, won=9)}
    assert judges_still(["worse", "fine", "away"], ["fine", "new"], now) == ["away", "fine", "new"]


@pytest.mark.parametrize(("papers", "kept"), [(1, 0), (2, 1), (3, 1), (8, 4), (10, 5), (25, 5), (26, 6), (100, 20)])
def test_the_newest_of_each_account_are_kept_back(papers: int, kept: int) -> None:
    accounts = [name for _ in range(papers) for name in ("a", "b")]
    found = kept_back(accounts)
    assert found == [False] * (2 * (papers - kept)) + [True] * (2 * kept)
