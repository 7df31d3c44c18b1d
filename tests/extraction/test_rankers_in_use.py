"""Rankers that an installation has learned: strictly parsed, used in place of the program's own, and changed while reading."""

import asyncio
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from extraction.papers import pdf
from payables.extraction.arrangement import ArrangedFile, Arrangement
from payables.extraction.limits import Limits
from payables.extraction.ranking import ranker, settled, thresholds
from payables.extraction.ranking.calibration import Calibration
from payables.extraction.ranking.in_use import PROGRAM, Version, parsed_for, use
from payables.extraction.ranking.ranker import OtherBase, fingerprint, parse_ranker, ranker_text, shipped_text
from payables.extraction.read import read
from payables.extraction.reader import Reader

TREE = """tree
version=v4
feature_names=rule page

Tree=0
num_leaves=2
num_cat=0
split_feature=0
threshold=0.5
decision_type=2
left_child=-1
right_child=-2
leaf_value=-1 1

end of trees
"""


def learned(trees: str = TREE, *, on: str | None = None, field: str = "number") -> str:
    return ranker_text(field, Calibration(0, 1, 0, 0.99), trees, on=on or fingerprint(field))


def test_a_learned_ranker_adds_to_the_one_that_comes_with_the_program() -> None:
    ranker = parse_ranker(learned())
    own = parse_ranker(shipped_text("number") or "")
    assert ranker.base and ranker.base.calibration == own.calibration


def test_one_that_stands_on_another_programs_ranker_is_not_used() -> None:
    with pytest.raises(OtherBase):
        parse_ranker(learned(on="0123456789ab"))
    with pytest.raises(ValueError, match="of number"):
        parsed_for("total_amount", learned())


def test_a_value_that_was_taken_against_the_programs_own_choice_says_against_which() -> None:
    against = TREE.replace("leaf_value=-1 1", "leaf_value=40 -40")
    for field, plain in (("number", "HS-20417"), ("total_amount", "588.00")):
        use({field: Version(1, learned(against, field=field))})
        try:
            found = read(pdf(), "invoice.pdf", Limits()).fields[field]
        finally:
            use({})
        taken = found.by, found.instead_of and found.instead_of.value
        assert taken == (("ranker", plain) if found.value != plain else (None, None))
        assert field != "number" or found.value != plain


CACHED = (ranker.fingerprint, ranker.shipped_text, settled.shipped_curves, thresholds.shipped)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of what comes with the program, which a test may change."""
    shutil.copytree(str(files("payables.extraction.ranking") / "models"), tmp_path / "models")
    for module in (ranker, settled, thresholds):
        monkeypatch.setattr(module, "files", lambda _: tmp_path)
    for one in CACHED:
        one.cache_clear()
    yield tmp_path / "models"
    for one in CACHED:
        one.cache_clear()


@pytest.mark.parametrize(
    ("name", "was", "now", "concerns"),
    [
        ("number.txt", "payables ranker 1\n", "payables ranker 1\n\n", {"number"}),
        ("settled.json", '"ceiling": 0.', '"ceiling": 0.0', {"total_amount"}),
        ("thresholds.json", '"0.95": 0.', '"0.95": 0.0', set[str]()),
    ],
)
def test_another_ranker_curve_or_threshold_is_another_program(
    models: Path, name: str, was: str, now: str, concerns: set[str]
) -> None:
    fields = {"number", "invoice_date", "total_amount"}
    before, of_fields = fingerprint(), {field: fingerprint(field) for field in fields}
    text = (models / name).read_text()
    (models / name).write_text(text.replace(was, now))
    for one in CACHED:
        one.cache_clear()
    assert fingerprint() != before
    assert {field for field in fields if fingerprint(field) != of_fields[field]} == concerns


@pytest.mark.parametrize(
    "text",
    [
        "",
        "payables ranker 2\nfield=number\n",
        "payables ranker 1\nfield=number\n",
        "payables ranker 1\nfield=../number\ncalibration=0 1 0 0.9\n",
        "payables ranker 1\nfield=number\ncalibration=0 1 0\n",
        "payables ranker 1\nfield=number\ncalibration=0 nan 0 0.9\n",
        "payables ranker 1\nfield=number\ncalibration=0 1 0 1.5\n",
        "payables ranker 1\nfield=number\ncalibration=0 1 0 0.9\ncommand=rm\n",
        learned(""),
        learned(TREE.removesuffix("end of trees\n")),
        learned(TREE.replace("left_child=-1", "left_child=0")),
        learned(TREE.replace("left_child=-1", "left_child=-9")),
        learned(TREE.replace("split_feature=0", "split_feature=7")),
        learned(TREE.replace("split_feature=0", "split_feature=zero")),
        learned(TREE.replace("threshold=0.5", "threshold=inf")),
        learned(TREE.replace("leaf_value=-1 1", "leaf_value=-1 nan")),
        learned(TREE.replace("leaf_value=-1 1", "leaf_value=")),
        learned(TREE.replace("threshold=0.5\n", "")),
        learned(TREE.replace("decision_type=2", "decision_type=10")),
        learned(TREE.replace("feature_names=rule page", "")),
    ],
)
def test_any_other_text_is_no_ranker(text: str) -> None:
    with pytest.raises(ValueError):
        parse_ranker(text)


def test_rankers_change_while_documents_are_read_and_none_is_lost() -> None:
    async def read_all() -> list[str]:
        async with Reader(at_once=3) as reader:
            reading = [asyncio.create_task(reader.read(pdf(), f"{n}.pdf", whose="a")) for n in range(9)]
            for number in (1, 2, 3):
                await asyncio.sleep(0.15)
                reader.use_rankers({"number": Version(number, learned(), ("a",))})
            reading += [asyncio.create_task(reader.read(pdf(), "last.pdf", whose="a"))]
            return [(await one).rankers.get("number", PROGRAM) for one in reading]

    read_by = asyncio.run(read_all())
    assert len(read_by) == 10 and read_by[-1] == "3"
    assert read_by[0] in (PROGRAM, "1")


def test_a_reader_refuses_what_is_no_ranker_and_goes_on_with_what_it_has() -> None:
    async def read() -> dict[str, str]:
        async with Reader(at_once=1) as reader:
            reader.use_rankers({"number": Version(4, learned(), ("a",))})
            with pytest.raises(ValueError):
                reader.use_rankers({"number": Version(5, "payables ranker 1\n")})
            return (await reader.read(pdf(), "a.pdf", whose="a")).rankers

    assert asyncio.run(read()) == {PROGRAM: fingerprint(), "number": "4"}


def test_papers_of_those_who_have_not_judged_a_ranker_are_read_by_the_programs_own() -> None:
    async def read() -> list[dict[str, str]]:
        async with Reader(at_once=1) as reader:
            reader.use_rankers({"number": Version(4, learned(), ("a", "b"))})
            return [(await reader.read(pdf(), "a.pdf", whose=one)).rankers for one in ("a", "c", "", "b")]

    own, learned_too = {PROGRAM: fingerprint()}, {PROGRAM: fingerprint(), "number": "4"}
    assert asyncio.run(read()) == [learned_too, own, own, learned_too]


def test_the_words_of_a_part_are_those_of_its_pages() -> None:
    async def words(parts: list[list[int]]) -> list[tuple[int, int]]:
        async with Reader(at_once=1) as reader:
            arranged = Arrangement([ArrangedFile("a.pdf", pdf(pages=2)), ArrangedFile("b.pdf", pdf())], parts)
            return [(page.number, len(page.words)) for page in await reader.read_words(arranged)]

    whole = asyncio.run(words([]))
    assert [number for number, _ in whole] == [1, 2, 3]
    assert asyncio.run(words([[3, 2]])) == [(1, whole[2][1]), (2, whole[1][1])]
