"""How sure sums are after they were decided together: learned from papers that no ranker had seen."""

import json
from datetime import date

import pytest

from extraction.test_training import made
from payables.extraction.ranking.in_use import rankers_in_use
from payables.extraction.ranking.settled import Curve, settled, use_curves
from payables.extraction.training.groups import folds, groups
from payables.extraction.training.out_of_fold import readings_out_of_fold
from payables.extraction.training.score import judged
from payables.extraction.training.settings import FOLDS
from payables.extraction.training.settle import Said, curves, curves_text, said_out_of_fold
from payables.extraction.training.train import train


def said(sure: float, right: int, of: int) -> Said:
    return [(i % 4, "total_amount", sure, i < right) for i in range(of)]


def test_a_curve_says_how_often_a_confidence_was_right() -> None:
    found = curves([*said(0.6, 95, 100), *said(0.95, 99, 100)])["total_amount"]
    assert found.at(0.6) == pytest.approx(0.95, abs=0.03)
    assert found.at(0.95) == pytest.approx(0.99, abs=0.02)
    assert found.at(0.2) < found.at(0.6) < found.at(0.95)


def test_nothing_is_surer_than_the_number_of_papers_allows() -> None:
    assert curves(said(0.9, 20, 20))["total_amount"].at(0.999) <= 21 / 22


def test_few_papers_leave_a_confidence_nearly_as_it_is() -> None:
    assert 0.55 < curves(said(0.8, 1, 2))["total_amount"].at(0.8) < 0.8


def test_a_field_without_a_curve_keeps_its_confidence() -> None:
    use_curves({"total_amount": Curve(0.0, 1.0, 0.9)})
    try:
        assert (settled("net_amount", 0.97), settled("total_amount", 0.97)) == (0.97, 0.9)
    finally:
        use_curves(None)


def test_a_total_without_lines_has_a_curve_of_its_own_and_the_fields_where_there_is_none() -> None:
    try:
        use_curves({"total_amount": Curve(0.0, 1.0, 0.9), "total_amount_alone": Curve(0.0, 1.0, 0.7)})
        assert settled("total_amount", 0.97, has_lines=False) == 0.7
        assert settled("total_amount", 0.97, has_lines=True) == 0.9
        use_curves({"total_amount": Curve(0.0, 1.0, 0.9)})
        assert settled("total_amount", 0.97, has_lines=False) == 0.9
    finally:
        use_curves(None)


def test_the_text_holds_curves_and_counts_alone() -> None:
    found = said(0.9, 20, 20)
    told = json.loads(curves_text(found, curves(found), date(2026, 11, 21)))
    assert told["papers"] == {"total_amount": 20}
    assert set(told["fields"]["total_amount"]) == {"offset", "slope", "ceiling"}


def test_whole_readings_are_scored_by_rankers_that_had_not_seen_the_papers() -> None:
    papers, before = made(32), rankers_in_use()
    learned = list(train(papers, ("number", "total_amount")))
    fold_of = folds(papers, groups(papers), FOLDS)
    assert {name for _, name, _, _ in said_out_of_fold(papers, learned, fold_of)} == {"total_amount_alone"}
    answers = judged(readings_out_of_fold(papers, ("number", "total_amount")))
    assert {name: len(of_one) for (_, name), of_one in answers.items()} == {"number": 32, "total_amount": 32}
    assert rankers_in_use() == before
