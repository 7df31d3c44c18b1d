from pathlib import Path

import msgspec
import pytest

from extraction.papers import VALUES, pdf
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
