"""Learned rankers: read from text, evaluated without LightGBM, calibrated, and able to say that nothing fits."""

import json
from pathlib import Path

import lightgbm
import numpy as np
import pytest

import payables.extraction.ranking
from extraction.test_candidates import paper
from payables.extraction.document import read_pages
from payables.extraction.page.document import Document
from payables.extraction.ranking import ranked
from payables.extraction.ranking.calibration import Calibration, leads
from payables.extraction.ranking.features import KINDS, features
from payables.extraction.ranking.rank import best
from payables.extraction.ranking.ranker import parse_ranker, ranker_text, shipped

MODELS = Path(payables.extraction.ranking.__file__).parent / "models"
WITH_TREES = sorted(p.stem for p in MODELS.glob("*.txt") if "end of trees" in p.read_text())

INVOICE = (
    "Harbour Supplies Ltd | INVOICE",
    "12 Quay Road | Invoice number: | HS-20417",
    "Bristol BS1 4AA | Invoice date: | 14 March 2026",
    "VAT GB123456789 | Due date: | 13 April 2026",
    "PO number: PO-7781",
    "Linen | 40 | 2.50 | 100.00",
    "Cloth | 12 | 31.25 | 375.00",
    "Delivery | 1 | 15.00 | 15.00",
    "Subtotal | 490.00",
    "VAT 20% | 98.00",
    "Total GBP | 588.00",
)
VALUES = {
    "number": "HS-20417",
    "invoice_date": "2026-03-14",
    "due_date": "2026-04-13",
    "purchase_order": "PO-7781",
    "total_amount": "588.00",
    "net_amount": "490.00",
    "total_tax": "98.00",
    "vendor_vat_id": "GB123456789",
}


def test_there_are_shipped_rankers_with_trees() -> None:
    assert {"number", "invoice_date", "total_amount"} <= set(WITH_TREES)


@pytest.mark.parametrize("field", WITH_TREES)
def test_trees_score_as_lightgbm_itself_does(field: str) -> None:
    text = (MODELS / f"{field}.txt").read_text()
    booster = lightgbm.Booster(model_str=text[text.index("tree\n") :])
    trees = parse_ranker(text).trees
    assert trees is not None
    rows = np.random.default_rng(7).normal(size=(400, len(trees.names))) * np.array([0.5, 3.0, 40.0, 1.0])[
        :, None
    ].repeat(100, 0)
    rows[::5] = np.round(rows[::5])  # thresholds lie between whole numbers, and on them
    assert np.abs(trees.scores(rows) - np.asarray(booster.predict(rows, raw_score=True))).max() < 1e-9


@pytest.mark.parametrize("field", sorted(p.stem for p in MODELS.glob("*.txt")))
def test_a_shipped_ranker_looks_at_features_that_are_measured(field: str) -> None:
    ranker = shipped(field)
    assert ranker is not None and ranker.field == field
    table = features(field, paper(*INVOICE, "IBAN GB33 BUKB 2020 1555 5555 55"))
    assert table.candidates
    assert ranker.trees is None or set(ranker.trees.names) <= set(table.names)


@pytest.mark.parametrize("field", sorted(p.stem for p in MODELS.glob("*.txt")))
def test_a_shipped_ranker_is_small_and_has_its_record(field: str) -> None:
    assert (MODELS / f"{field}.txt").stat().st_size < 200_000
    record = json.loads((MODELS / f"{field}.json").read_text())
    assert record["field"] == field
    assert record["split"] == "by vendor and layout"
    assert {"papers", "folds", "groups", "figures_out_of_fold", "features", "parameters", "versions"} <= set(record)


@pytest.mark.parametrize("field", VALUES)
def test_the_right_value_comes_first_with_a_probability(field: str) -> None:
    found = ranked(field, paper(*INVOICE))
    probability, candidate = found[0]
    assert candidate.value == VALUES[field]
    assert 0.5 < probability < 1
    assert [p for p, _ in found] == sorted((p for p, _ in found), reverse=True)


@pytest.mark.parametrize("field", ["number", "total_amount", "invoice_date", "due_date", "vendor_iban"])
def test_a_paper_that_does_not_show_the_field_has_none(field: str) -> None:
    assert best(field, paper("Menu of the day", "Soup 4 and bread", "Fish of 1980 with 2 potatoes")) is None


def test_nothing_is_measured_of_a_paper_without_candidates() -> None:
    empty = Document(paper("no figures here").pages)
    assert all(ranked(field, empty) == [] for field in KINDS if field != "vendor_name")


def test_a_thousand_candidates_are_weighed_in_bounded_time() -> None:
    lines = [f"Order {i} | {i}.{i % 100:02d} | {i * 3}.50" for i in range(1000, 2500)]
    reading = read_pages(paper("Invoice number: A-77", *lines, "Total | 99999.50").pages)
    assert reading.fields["number"].value == "A-77"


def test_the_lead_counts_rivals_of_another_value_only() -> None:
    ahead = leads(np.array([3.0, 2.0, 1.0]), ["a", "a", "b"])
    assert ahead[0] == pytest.approx(2.0)
    assert ahead[2] == pytest.approx(-2.0)


def test_a_calibration_is_never_surer_than_its_papers_allow() -> None:
    sure = Calibration(0.0, 5.0, 5.0, 0.97).probabilities(np.array([9.0]), np.array([9.0]))
    assert sure[0] == 0.97


def test_a_ranker_survives_its_text_and_other_text_is_refused() -> None:
    text = ranker_text("number", Calibration(0.5, 1.25, 0.75, 0.99), "")
    assert parse_ranker(text).calibration == Calibration(0.5, 1.25, 0.75, 0.99)
    assert parse_ranker(text).trees is None
    for other in ("", "tree\nversion=v4\n", "payables ranker 2\n"):
        with pytest.raises(ValueError, match="not the text of a ranker"):
            parse_ranker(other)
