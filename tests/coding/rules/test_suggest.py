"""The pure part of learned coding: likeness, votes, confidence."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from payables.coding.model import DEFAULTS, Confirmed, Example, Line, Place
from payables.coding.rules.keys import name_key, sku_key
from payables.coding.rules.likeness import OTHER_VENDOR, SAME, SAME_VENDOR_ONLY, alike
from payables.coding.rules.past import Past
from payables.coding.rules.suggest import VOTERS, confidence, suggest

START = datetime(2026, 1, 1, tzinfo=UTC)
PLACE = Place(1, 7, 3)


def example(n: int, name: str, value: str | None, **more: Any) -> Example:
    by_person = more.pop("by_person", False)
    confirmed = Confirmed(value, START + timedelta(days=n), by_person)
    fields: dict[str, Any] = {"vendor_id": 7, "location_id": 3, "sku_key": sku_key(more.pop("sku", None)), **more}
    return Example(
        invoice=UUID(int=n + 1), item=n + 1, name_key=name_key(name), values={"account": confirmed}, **fields
    )


def line(name: str, sku: str | None = None) -> Line:
    return Line(0, name, None, sku, {})


def account(past: list[Example], asked: Line, place: Place = PLACE) -> Any:
    return suggest(Past(past), place, [asked])[0].get("account")


examples = st.lists(
    st.builds(
        example,
        st.integers(0, 100),
        st.sampled_from(["olive oil", "olive oi1", "oil of olives", "paper a4", "salt"]),
        st.sampled_from(["a", "b", None]),
        by_person=st.booleans(),
        sku=st.sampled_from([None, "1", "2"]),
        location_id=st.sampled_from([3, 4]),
        vendor_id=st.sampled_from([7, 8]),
    ),
    max_size=12,
    unique_by=lambda e: e.item,
)


@settings(deadline=None)
@given(examples, st.randoms(use_true_random=False))
def test_suggestions_do_not_depend_on_the_order_of_the_past(past: list[Example], random: Any) -> None:
    shuffled = past[:]
    random.shuffle(shuffled)
    assert account(shuffled, line("olive oil", "1")) == account(past, line("olive oil", "1"))


@settings(deadline=None)
@given(examples)
def test_a_suggestion_names_a_value_of_the_past_and_counts_what_it_says(past: list[Example]) -> None:
    found = account(past, line("olive oil", "1"))
    if found is None:
        return
    assert found.dimension_id in {e.values["account"].dimension_id for e in past}
    assert 1 <= found.agreed <= found.voters <= VOTERS
    assert found.confidence == confidence(found.similarity, found.agreed, found.voters)
    assert 0 < len(found.invoices) <= 5


@settings(deadline=None)
@given(examples)
def test_the_latest_correction_of_the_same_item_at_the_same_place_decides(past: list[Example]) -> None:
    said = example(200, "olive oil", "c", sku="1", by_person=True)
    found = account([*past, said], line("olive oil", "1"))
    assert found.dimension_id == "c" and found.agreed == found.voters


@settings(deadline=None)
@given(st.integers(1, 50), st.integers(0, 50), st.integers(70, 100))
def test_confidence_is_below_one_and_grows_with_agreement(agreed: int, against: int, nearest: int) -> None:
    now = confidence(nearest, agreed, agreed + against)
    assert 0 < now < 1
    assert now <= confidence(nearest, agreed + 1, agreed + against + 1)


def test_confidence_as_documented() -> None:
    assert [confidence(100, n, n) for n in (1, 3, 8)] == [Decimal("0.666"), Decimal("0.8"), Decimal("0.9")]
    assert (
        max(confidence(likeness, VOTERS, VOTERS) for likeness in (OTHER_VENDOR, SAME_VENDOR_ONLY)) < DEFAULTS.threshold
    )


def test_votes_are_bounded_and_the_newest_count() -> None:
    past = [example(n, "salt", "a" if n < 60 else "b") for n in range(90)]
    found = account(past, line("salt"))
    assert (found.dimension_id, found.agreed, found.voters) == ("b", VOTERS, VOTERS)


def test_names_are_alike_by_letters_in_any_order_of_words_and_by_the_words_they_share() -> None:
    names = ["olive oil extra virgin", "0live oi1 extra virgin", "extra virgin olive oil", "olive oil", "motor oil"]
    (found,) = alike(["olive oil extra virgin"], names)
    assert found[0] == found[2] == SAME - 1 and found[1] >= 85 and found[3] == 90
    assert 4 not in found
    assert alike([], names) == [] and alike(["x"], []) == [{}]


def test_a_sku_that_says_one_thing_and_a_name_that_says_another() -> None:
    past = [example(1, "olive oil", "a", sku="1"), example(2, "printer paper", "b", sku="2")]
    assert account(past, line("olive oil", "2")).dimension_id == "a"
    assert account(past, line("something else", "2")).similarity == 80
