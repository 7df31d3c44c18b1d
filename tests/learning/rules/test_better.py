"""A ranker comes into use only where it is better, and worse for nobody."""

import pytest

from payables.extraction.training.night_wire import Comparison
from payables.learning.model import Verdict
from payables.learning.rules.better import judges, verdict_on
from payables.learning.rules.kept_back import kept_back


def judged(papers: int, before: int, after: int, fit: tuple[float, float] = (-1.0, -1.0)) -> Comparison:
    return Comparison(papers, before, after, *fit)


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


def test_a_version_reads_for_those_whose_own_papers_it_reads_no_worse_than_the_programs_ranker() -> None:
    of = {
        "taught": judged(18, 0, 18),
        "same": judged(5, 5, 5),
        "few": judged(4, 4, 4),
        "worse": judged(20, 20, 19),
        "less_likely": judged(5, 5, 5, (-0.1, -3.0)),
    }
    assert judges(of) == ["same", "taught"]
    assert judges({}) == []


@pytest.mark.parametrize(("papers", "kept"), [(1, 0), (2, 1), (3, 1), (8, 4), (10, 5), (25, 5), (26, 6), (100, 20)])
def test_the_newest_of_each_account_are_kept_back(papers: int, kept: int) -> None:
    accounts = [name for _ in range(papers) for name in ("a", "b")]
    found = kept_back(accounts)
    assert found == [False] * (2 * (papers - kept)) + [True] * (2 * kept)
