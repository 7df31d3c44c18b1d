from pathlib import Path

import msgspec
import pytest

from extraction.papers import VALUES, pdf
from extraction.test_training import FORMS
from payables.app.cli import run


def test_papers_with_truth_are_scored_field_by_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "mine"
    data.mkdir()
    (data / "one.pdf").write_bytes(pdf())
    known = {"file": "one.pdf", "number": VALUES["number"], "total_amount": "1.00"}
    (data / "truth.jsonl").write_bytes(msgspec.json.encode(known))
    assert run(["reading", "score", "--data", str(data), "--words", str(tmp_path / "words")]) == 0
    lines = {line.split()[0]: line.split()[1:4] for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert lines["number"] == ["1", "1", "1.000"]
    assert lines["total_amount"] == ["1", "1", "0.000"]


def test_a_folder_without_truth_is_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(["reading", "train", "--data", str(tmp_path), "--words", str(tmp_path / "w"), "--out", str(tmp_path)]) == 1
    )
    assert "truth.jsonl" in capsys.readouterr().err


def test_training_with_a_few_papers_leaves_out_what_they_are_too_few_for_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = papers(tmp_path, 16), tmp_path / "out"
    command = ["reading", "train", "--data", str(data), "--words", str(tmp_path / "words"), "--out", str(out)]
    assert run([*command, "--field", "number", "--field", "invoice_date"]) == 0
    assert "invoice_date: left out" in capsys.readouterr().out
    assert sorted(file.name for file in out.iterdir()) == ["number.json", "number.txt"]


def test_training_with_four_papers_learns_nothing_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = papers(tmp_path, 4), tmp_path / "out"
    assert run(["reading", "train", "--data", str(data), "--words", str(tmp_path / "words"), "--out", str(out)]) == 0
    assert "invoice_date: left out" in capsys.readouterr().out
    assert list(out.iterdir()) == []


def test_a_field_that_no_ranker_reads_is_refused_with_those_that_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    command = ["reading", "train", "--data", str(tmp_path), "--words", str(tmp_path / "w"), "--out", str(out)]
    assert run([*command, "--field", "nonsense"]) == 1
    said = capsys.readouterr().err
    assert "nonsense" in said and "total_amount" in said and "vendor_iban" in said
    assert not out.exists()


def papers(folder: Path, count: int) -> Path:
    """Of four vendors, each with a form of its own; of four papers the date is known."""
    data = folder / "mine"
    data.mkdir()
    known: list[bytes] = []
    for n in range(count):
        number, total, day = f"R-{5000 + 7 * n}", f"{40 + n}.10", 1 + n % 28
        lines = [line.format(n=number, d=f"{day:02d}.03.2026", t=total) for line in FORMS[n % len(FORMS)]]
        texts = [
            (60 + 200 * column, 100 + 30 * row, text)
            for row, line in enumerate(lines)
            for column, text in enumerate(line.split(" | "))
        ]
        (data / f"{n}.pdf").write_bytes(pdf(texts))
        date = {"invoice_date": f"2026-03-{day:02d}"} if n < 4 else {}
        known.append(msgspec.json.encode({"file": f"{n}.pdf", "number": number, "total_amount": total, **date}))
    (data / "truth.jsonl").write_bytes(b"\n".join(known))
    return data
