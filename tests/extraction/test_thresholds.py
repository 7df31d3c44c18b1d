"""Shipped thresholds are found from papers read out of fold, and the record says what they let through."""

from datetime import date

import msgspec

from payables.extraction.checks.arithmetic import Arithmetic
from payables.extraction.ranking.thresholds import ALONE, FLOOR, NOTHING_PASSES, TARGETS, Shipped
from payables.extraction.training.out_of_fold import PaperRead
from payables.extraction.training.thresholds import let_through, passes, said_by_field, thresholds, thresholds_text

VENDOR = {str(target): 0.75 for target in TARGETS}


def paper(
    sure: float, *, right: bool = True, arithmetic: Arithmetic = Arithmetic.CLOSES, set_: str = "one"
) -> PaperRead:
    fields = {"number": (0.99, True), "invoice_date": (0.99, True), "total_amount": (sure, right)}
    return PaperRead("x", set_, fields, arithmetic)


ALONE_WRONG = [paper(0.9, right=n > 10, arithmetic=Arithmetic.NOTHING_TO_CLOSE) for n in range(40)]
ALONE_RIGHT = [paper(0.97, arithmetic=Arithmetic.SUMS_CLOSE) for _ in range(40)]
PROVEN = [paper(0.85) for _ in range(60)]
OPEN = [paper(0.95, right=False, arithmetic=Arithmetic.OPEN, set_="two") for _ in range(10)]
PAPERS = [*ALONE_WRONG, *ALONE_RIGHT, *PROVEN, *OPEN]


def limits() -> dict[str, float]:
    return {name: of_one["0.98"] for name, of_one in thresholds(PAPERS, VENDOR).items()}


def test_a_total_alone_gets_a_threshold_of_its_own() -> None:
    found = limits()
    assert (found["total_amount"], found[ALONE], found["number"], found["vendor"]) == (FLOOR, 0.97, FLOOR, 0.75)


def test_it_is_never_lower_than_that_of_a_total_which_lines_prove() -> None:
    wrong = [paper(0.9, right=n > 10) for n in range(60)]
    found = thresholds([*wrong, *ALONE_RIGHT], VENDOR)
    assert found["total_amount"]["0.98"] == found[ALONE]["0.98"] == NOTHING_PASSES


def test_totals_of_an_open_arithmetic_teach_nothing_and_pass_nothing() -> None:
    assert len(said_by_field(PAPERS)["total_amount"]) == len(PROVEN)
    assert not any(passes(one, limits()) for one in OPEN)


def test_what_goes_through_is_counted_by_collection() -> None:
    let = let_through(PAPERS, limits())
    assert (let["all"].papers, let["all"].through, let["all"].precision) == (150, 100, 1.0)
    assert (let["two"].papers, let["two"].through, let["two"].share) == (10, 0, 0.0)


def test_what_is_unknown_of_a_paper_is_not_asked() -> None:
    assert passes(PaperRead("x", "one", {"invoice_date": (0.9, True)}, Arithmetic.NOTHING_TO_CLOSE), limits())


def test_the_file_has_its_record_and_is_read_by_the_program() -> None:
    text = thresholds_text(PAPERS, thresholds(PAPERS, VENDOR), date(2026, 11, 21), "payables reading thresholds")
    found = msgspec.json.decode(text, type=Shipped)
    assert (found.made_on, found.made_by) == ("2026-11-21", "payables reading thresholds")
    assert found.record["papers"] == {"all": 150, "one": 140, "two": 10}
    assert found.fields[ALONE]["0.98"] == 0.97
