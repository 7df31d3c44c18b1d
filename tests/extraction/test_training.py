"""Training: what counts as right, which papers belong together, what is learned, and that it is learned alike twice."""

import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from extraction.papers import VALUES, pdf
from extraction.test_candidates import paper
from payables.extraction.ranking.ranker import parse_ranker
from payables.extraction.training.equality import is_right
from payables.extraction.training.figures import Answer, calibration_error, cover, figures
from payables.extraction.training.groups import folds, groups
from payables.extraction.training.libgomp import bundled_libgomp, with_bundled
from payables.extraction.training.papers import Paper, papers_of
from payables.extraction.training.record import record_text
from payables.extraction.training.score import score
from payables.extraction.training.train import train

FORMS = (
    ("Invoice number: {n}", "Invoice date: {d}", "Customer 77120", "Total due | {t}", "Paid so far | 3.00"),
    ("{n} | 88120", "Invoice no | Order no", "Date | {d}", "Amount | {t}", "Deposit | 5.00", "Kindly remit to us"),
    ("Rechnung {n}", "Kunde 5512", "Datum | {d}", "Gesamtbetrag | {t}", "Anzahlung | 9.00", "Vielen Dank dafür"),
    ("Facture {n}", "Client 9912", "Date | {d}", "Total TTC | {t}", "Acompte | 4.00", "Merci pour votre achat"),
)


def made(count: int) -> list[Paper]:
    """Papers of four vendors, each with a form of its own."""
    papers: list[Paper] = []
    for i in range(count):
        form = FORMS[i % len(FORMS)]
        number, total = f"R-{5000 + 7 * i}", f"{40 + i}.10"
        lines = [line.format(n=number, d=f"{1 + i % 28:02d}.03.2026", t=total) for line in form]
        truth = {"number": [number], "total_amount": [total]}
        papers.append(Paper(f"made/{i}", "made", paper(*lines).pages, truth, f"Vendor {i % len(FORMS)}"))
    return papers


@pytest.mark.parametrize(
    ("field", "read", "true", "alike"),
    [
        ("total_amount", "-12.50", "12.5", True),
        ("total_amount", "12.51", "12.50", False),
        ("total_amount", "no sum", "12.50", False),
        ("invoice_date", "2026-03-04", "2026-03-04", True),
        ("invoice_date", "2026-04-03", "2026-03-04", False),
        ("number", "RE 2026/7", "re-20267", True),
        ("number", "RE 20268", "re-20267", False),
        ("vendor_name", "Müller GmbH & Co. KG", "Mueller GmbH & Co KG", True),
        ("vendor_name", "Anchor Blue Ltd", "Blue Anchor Ltd.", True),
        ("vendor_name", "Blue Anchor", "Harbour Supplies", False),
    ],
)
def test_a_value_is_right_by_what_its_field_means(field: str, read: str, true: str, alike: bool) -> None:
    assert is_right(field, read, true) is alike


def test_figures_of_answers() -> None:
    answers = [Answer(True, True, 0.9, True), Answer(True, False, 0.4, True), Answer(False, False, 0.0, False)]
    found = figures(answers)
    assert (found.papers, found.found, round(found.exact, 2), round(found.ceiling, 2)) == (3, 2, 0.33, 0.67)
    assert cover([(0.9, True), (0.9, False), (0.5, True)], 3) == 0.0
    assert cover([(0.9, True), (0.5, False)], 4) == 0.25
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(0.9, False)]) == pytest.approx(0.9)


def test_papers_of_one_vendor_or_one_layout_stay_in_one_fold() -> None:
    papers = made(16)
    papers[4] = Paper(papers[4].name, "made", papers[4].pages, papers[4].truth, "Another name on the same form")
    group_of = groups(papers)
    assert len(set(group_of)) == len(FORMS)
    assert all(a == b for a, b in pairwise(group_of[0::4]))
    fold_of = folds(papers, group_of, 4)
    assert sorted(set(fold_of)) == [0, 1, 2, 3]
    assert all(len({fold_of[i] for i in range(16) if group_of[i] == g}) == 1 for g in set(group_of))


def test_a_ranker_is_learned_alike_twice_and_no_word_of_a_paper_is_in_it() -> None:
    papers = made(32)
    first, second = (list(train(papers, ("number", "total_amount"))) for _ in range(2))
    assert [learned.text for learned in first] == [learned.text for learned in second]
    for learned in first:
        assert parse_ranker(learned.text).field == learned.field
        assert sum(a.right for a in learned.answers.known) >= 30
        record = record_text(learned, papers, date(2026, 11, 21))
        assert not any(word in learned.text + record for word in ("R-50", "Vendor", "Kindly", "Merci"))


def test_a_field_that_nobody_knows_is_not_learned() -> None:
    assert list(train(made(8), ("due_date",))) == []


def test_the_wheels_libgomp_is_found_and_comes_first(tmp_path: Path) -> None:
    library = bundled_libgomp()
    assert library is not None
    environment = with_bundled(tmp_path, {"LD_LIBRARY_PATH": "/elsewhere"})
    assert environment["LD_LIBRARY_PATH"] == f"{tmp_path}:/elsewhere"
    look = "import lightgbm; print('scikit_learn.libs/libgomp' in open('/proc/self/maps').read())"
    done = subprocess.run([sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_papers_are_read_once_and_scored(tmp_path: Path) -> None:
    data, words = tmp_path / "data", tmp_path / "words"
    data.mkdir()
    (data / "one.pdf").write_bytes(pdf())
    (data / "none.pdf").write_bytes(b"%PDF-1.4 torn")
    known = {name: VALUES[name] for name in ("number", "total_amount", "due_date", "vendor_iban")}
    lines = [{"file": "one.pdf", **known}, {"file": "none.pdf", **known}, {"file": "bad.xml", "valid": False}]
    (data / "truth.jsonl").write_bytes(b"\n".join(msgspec.json.encode(line) for line in lines))
    found = list(papers_of(data, words))
    assert [p.name for p in found] == ["data/one.pdf"]
    assert len(list(words.iterdir())) == 1
    (answer,) = score(found)["data", "number"]
    assert (answer.found, answer.right, answer.within) == (True, True, True)


def test_a_folder_without_truth_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"truth\.jsonl"):
        list(papers_of(tmp_path, tmp_path))
