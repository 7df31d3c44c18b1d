"""Which entry a line is: pure, of one vendor's entries."""

from decimal import Decimal

import pytest

from payables.catalog.model import Candidate, Guess, How, ItemState, Line
from payables.catalog.rules.find_entry import Entries

TOMATO_6 = Candidate(1, "Roma Tomatoes 6CT", "SKU-TOM-001", "634987654321", "6 CT", "CASE")
TOMATO_12 = Candidate(2, "Roma Tomatoes 12CT", None, None, "12 CT", "CASE")
MILK = Candidate(3, "Milk 2%", None, None, "4/1 GAL", "CASE")
PEPPER = Candidate(4, "Green Pepper Strips", None, None, "6/2.5 LB", "CS")
FLOUR = Candidate(5, "Flour All Purpose", "00712", None, "50 LB", "BAG")
FLOUR_SMALL = Candidate(6, "Flour All Purpose", "712", None, "25 LB", "BAG")
EVERYTHING = Entries([TOMATO_6, TOMATO_12, MILK, PEPPER, FLOUR, FLOUR_SMALL])


def guess(entries: Entries = EVERYTHING, **line: str) -> Guess:
    return entries.guess(Line(item=9, key="k", **line))


@pytest.mark.parametrize(
    ("line", "entry", "how"),
    [
        ({"name": "ROMA TOMATOES 6CT"}, 1, How.NAME),
        ({"name": "Roma tomato, 6 ct."}, 1, How.NAME),
        ({"name": "Tomatoes Roma", "pack": "12 CT"}, 2, How.NAME),
        ({"name": "Milk 2% 4/1 GAL"}, 3, How.NAME),
        ({"name": "Tomatoes", "sku": "sku tom 001"}, 1, How.SKU),
        ({"name": "Tomatoes", "sku": "0634987654321"}, 1, How.UPC),
        ({"sku": "0-63498-765432-1"}, 1, How.UPC),
        ({"name": "AP flour", "sku": "712", "pack": "50 LB"}, 5, How.SKU),
    ],
)  # fmt: skip
def test_what_is_certain_is_matched(line: dict[str, str], entry: int, how: How) -> None:
    found = guess(**line)
    assert (found.state, found.entry, found.how) == (ItemState.AUTO, entry, how)
    assert found.confidence is not None and found.confidence > Decimal("0.90")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ({"name": "Greek Pepper Strips"}, 4),  # one letter is another thing
        ({"name": "Milk 1%"}, 3),
        ({"name": "Roma tomatoes", "pack": "24 CT"}, 1),
        ({"name": "Fresh Roma Tomatoes vine ripened"}, 1),
        ({"name": "Steel wool pads", "sku": "SKU-TOM-001"}, 1),  # the number is reused for something else
    ],
)
def test_what_is_only_similar_is_suggested(line: dict[str, str], first: int) -> None:
    found = guess(**line)
    assert (found.state, found.entry) == (ItemState.SUGGESTED, None)
    assert found.suggestions[0].entry == first
    assert all(one.confidence <= Decimal("0.90") for one in found.suggestions)


@pytest.mark.parametrize("line", [{"name": "Roma tomatoes"}, {"name": "flour", "sku": "712"}])
def test_of_entries_that_are_equally_good_none_is_taken(line: dict[str, str]) -> None:
    found = guess(**line)
    assert (found.state, found.entry, found.confidence) == (ItemState.SUGGESTED, None, Decimal("0.90"))
    first, second, *_ = found.suggestions
    assert first.confidence == second.confidence


@pytest.mark.parametrize("line", [{"name": "Window cleaner"}, {"name": "---"}, {}, {"sku": "X-1"}])
def test_what_has_nothing_in_common_is_none(line: dict[str, str]) -> None:
    assert guess(**line) == Guess(ItemState.NONE)


def test_what_people_said_goes_before_everything() -> None:
    found = EVERYTHING.guess(Line(9, "k", name="ROMA TOMATOES 6CT"), same=3)
    assert (found.state, found.entry, found.how, found.confidence) == (ItemState.AUTO, 3, How.MEMORY, Decimal("1.00"))


def test_what_people_called_wrong_is_never_made_again() -> None:
    line = Line(9, "k", name="ROMA TOMATOES 6CT", sku="SKU-TOM-001")
    found = EVERYTHING.guess(line, wrong={1})
    assert found.entry != 1 and 1 not in [one.entry for one in found.suggestions]
    assert EVERYTHING.guess(line, same=1, wrong={1}).entry is None


def test_an_entry_that_is_gone_is_not_remembered() -> None:
    assert Entries([MILK]).guess(Line(9, "k", name="Milk 2%"), same=1).entry == 3


def test_at_most_five_are_suggested() -> None:
    many = Entries(Candidate(n, f"Tomato sauce style {letter}") for n, letter in enumerate("abcdefgh", 1))
    assert len(guess(many, name="Tomato sauce").suggestions) == 5
