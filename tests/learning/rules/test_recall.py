"""What memory makes of a paper, and what it leaves alone."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from learning.papers import OWN, approved, choice, corrected, paper, reading, truth
from payables.extraction.model import Choice, Field, Reading, Terms
from payables.learning.model.papers import How, Lesson
from payables.learning.rules.habits import memory_of
from payables.learning.rules.lesson import lesson_of
from payables.learning.rules.recall import recall


def number_of(read: Reading, lessons: Sequence[Lesson], name: str = "number") -> Field | None:
    return recalled(read, lessons, name).fields.get(name)


def recalled(read: Reading, lessons: Sequence[Lesson], name: str = "number") -> Reading:
    return recall(read, memory_of([{name: lesson} for lesson in lessons]))


def taught(*numbers: str) -> list[Lesson]:
    return [corrected(paper(f"C-{n}", n), n) for n in numbers]


def test_a_place_that_was_right_once_wins_over_one_that_was_wrong() -> None:
    found = number_of(paper("C-9", "4720"), taught("4711"))
    assert found and (found.value, found.by) == ("4720", "memory")
    assert found.instead_of and (found.instead_of.value, found.instead_of.confidence) == ("C-9", 0.9)
    assert found.confidence == pytest.approx(0.667, abs=0.01)


def test_more_papers_make_memory_surer_and_a_contradiction_less() -> None:
    def sure(lessons: list[Lesson]) -> float:
        found = number_of(paper("C-9", "4720"), lessons)
        assert found and found.by
        return found.confidence

    three = taught("4711", "4712", "4713")
    assert sure(three[:1]) < sure(three[:2]) < sure(three)
    fourth = recalled(paper("C-1", "4714"), three)
    assert sure([*three, corrected(fourth, "17")]) < sure(three)


def test_what_was_wrong_twice_in_a_row_is_forgotten() -> None:
    lessons = taught("4711", "4712", "4713", "4714")
    for n in ("51", "52"):
        read = recalled(paper(f"C-{n}", n), lessons)
        assert read.fields["number"].value == n
        lessons.append(corrected(read, f"C-{n}"))
    assert number_of(paper("C-9", "4720"), lessons).value == "C-9"  # type: ignore[union-attr]


def test_one_wrong_correction_costs_one_paper() -> None:
    """Five papers were read rightly and approved; then somebody takes the wrong number for the right one, once."""
    plain = [reading([choice(f"R{n}", "invoice number"), choice("K-1", *OWN)]) for n in range(8)]
    lessons = [approved(read) for read in plain[:5]] + [corrected(plain[5], "K-1")]
    sixth = recalled(plain[6], lessons)
    assert sixth.fields["number"].value == "R6"
    lessons.append(approved(sixth))
    assert number_of(plain[7], lessons).value == "R7"  # type: ignore[union-attr]


def test_a_first_correction_that_is_wrong_is_put_right_by_the_second() -> None:
    plain = [reading([choice(f"R{n}", "invoice number"), choice(f"K-{n}", *OWN)]) for n in range(3)]
    lessons = [corrected(plain[0], "K-0")]
    second = recalled(plain[1], lessons)
    lessons.append(corrected(second, "R1"))
    assert number_of(plain[2], lessons).value == "R2"  # type: ignore[union-attr]


def test_a_column_of_values_teaches_no_place() -> None:
    """The true date happens to stand in a column too; the next paper has another one there."""
    column = [choice(f"2026-03-0{n}", "air time", 0.3, 0.5 + n / 40) for n in (1, 2, 3)]
    read = reading([choice("2026-02-01", "printed"), *column], "invoice_date")
    lesson = lesson_of("invoice_date", truth(read, "2026-03-02", How.CORRECTED, "invoice_date"), read)
    assert lesson is not None and lesson.at == []


def test_a_place_with_several_values_is_no_evidence_for_any() -> None:
    lessons = taught("4711")
    twice = reading(
        [choice("C-9", "document number", 0.62, 0.1), choice("4720", *OWN), choice("4721", "our mark", 0.62, 0.17)]
    )
    assert number_of(twice, lessons).value == "C-9"  # type: ignore[union-attr]


def test_what_is_not_on_the_paper_is_never_chosen() -> None:
    for own in ("4720", "4711"):
        read = paper("C-9", own)
        found = number_of(read, taught("4711", "4712"))
        assert found and found.value in {c.value for c in read.candidates["number"]}
    nothing = reading([])
    assert recalled(nothing, taught("4711", "4712")).fields == {}


def test_a_correction_to_what_is_not_on_the_paper_teaches_only_what_was_wrong() -> None:
    lesson = corrected(paper("C-1", "4711"), "something else")
    assert (lesson.at, len(lesson.not_at)) == ([], 1)
    assert number_of(paper("C-9", "4720"), [lesson]).value == "C-9"  # type: ignore[union-attr]


@pytest.mark.parametrize("method", [["xml:cii", "text"], ["xml:ubl"]])
def test_an_e_invoice_is_left_as_it_is(method: list[str]) -> None:
    read = paper("C-9", "4720")
    read.method = method
    assert recalled(read, taught("4711", "4712")) is read
    assert lesson_of("number", truth(read, "4720", How.CORRECTED), read) is None


def test_what_nobody_looked_at_teaches_nothing() -> None:
    read = paper("C-9", "4720")
    assert lesson_of("number", truth(read, "C-9", How.UNSEEN), read) is None


def test_the_vendors_currency_is_known_where_the_same_is_read() -> None:
    def dollars(code: str) -> Reading:
        return Reading("pdf", ["text"], 1, fields={"currency": Field(code, 0.8)})

    lesson = lesson_of("currency", truth(dollars("USD"), "CAD", How.CORRECTED, "currency"), dollars("USD"))
    assert lesson is not None
    assert recalled(dollars("USD"), [lesson], "currency").fields["currency"].value == "CAD"
    assert recalled(dollars("EUR"), [lesson], "currency").fields["currency"].value == "EUR"


def test_a_date_with_day_and_month_exchanged_is_read_the_other_way_round_next_time() -> None:
    def dated(value: str, raw: str) -> Reading:
        return reading([choice(value, "invoice date", raw=raw)], "invoice_date")

    lesson = corrected(dated("2026-05-04", "04.05.2026"), "2026-04-05", "invoice_date")
    following = recalled(dated("2026-07-06", "06.07.2026"), [lesson], "invoice_date")
    assert following.fields["invoice_date"].value == "2026-06-07"
    for value, raw in (("2026-07-25", "25.07.2026"), ("2026-07-06", "6 July 2026"), ("2026-07-06", "2026-07-06")):
        assert recalled(dated(value, raw), [lesson], "invoice_date").fields["invoice_date"].value == value


def test_sums_are_checked_again_with_what_memory_chose() -> None:
    def sums(total: str, due: str) -> Reading:
        read = reading(
            [choice(total, "gross total", 0.8, 0.8), choice(due, "net amount due", 0.8, 0.85)], "total_amount"
        )
        read.fields |= {"net_amount": Field("100.00", 0.9), "total_tax": Field("20.00", 0.9)}
        return read

    read = sums("120.00", "102.00")
    found = recalled(read, [corrected(sums("120.00", "103.00"), "103.00", "total_amount")], "total_amount")
    assert found.fields["total_amount"].value == "102.00"
    assert [finding.rule for finding in found.validation] == ["totals-close"]
    assert read.fields["total_amount"].value == "120.00" and read.validation == []


WORDS = st.sampled_from(["our mark", "invoice number", "customer", "order", "", "page", "ref"])
CHOICES = st.lists(
    st.builds(
        choice,
        st.text("AB-0123456789", min_size=1, max_size=8),
        WORDS,
        st.floats(0, 0.9),
        st.floats(0, 0.98),
        above=WORDS,
        confidence=st.floats(0, 1),
    ),
    max_size=12,
)


@given(st.lists(CHOICES, max_size=6), CHOICES)
def test_memory_changes_nothing_where_nothing_was_corrected(
    papers: list[list[Choice]], following: list[Choice]
) -> None:
    lessons = [approved(reading(choices)) for choices in papers if choices]
    assert recalled(reading(following), lessons) == reading(following)


@given(st.lists(st.tuples(CHOICES, st.integers(0, 11)), max_size=6), CHOICES)
def test_memory_chooses_only_what_the_paper_says_and_tells_what_it_was_read_as(
    papers: list[tuple[list[Choice], int]], following: list[Choice]
) -> None:
    lessons = [
        lesson
        for choices, n in papers
        if choices
        and (read := reading(choices))
        and (lesson := lesson_of("number", truth(read, choices[n % len(choices)].value, How.CORRECTED), read))
    ]
    plain = reading(following)
    found = number_of(plain, lessons)
    assert (found is None) == (not following)
    if found and found.by:
        assert found.value in {c.value for c in following}
        assert 0.5 <= found.confidence <= 0.97
        assert found.instead_of and found.instead_of.value == following[0].value


def test_a_due_date_that_was_reckoned_follows_the_date_that_memory_chose() -> None:
    def dated(day: str, our: str) -> Reading:
        read = reading([choice(day, "order date"), choice(our, "our day", 0.6, 0.3)], "invoice_date")
        read.fields["due_date"] = Field("2026-02-04", 0.6, raw="30 days net", by="terms")
        return replace(read, terms=Terms(days=30))

    lessons = [corrected(dated("2026-01-05", "2026-01-20"), "2026-01-20", "invoice_date")]
    after = recalled(dated("2026-02-01", "2026-03-20"), lessons, "invoice_date")
    assert after.fields["invoice_date"].value == "2026-03-20"
    assert (after.fields["due_date"].value, after.fields["due_date"].by) == ("2026-04-19", "terms")
