"""What may stand beside what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalog.rules.test_effective import GROUP, HERE, allowance, price

from payables.catalog.errors import AllowanceOverlaps, PriceOfAnotherEntry, PriceOverlaps
from payables.catalog.model import Allowance, Price
from payables.catalog.rules.agree import add_price, put_allowance
from payables.catalog.rules.book import Book
from payables.kit.errors import Refusal

Book_ = Book[Price]


def book_of(*prices: Price) -> Book_:
    book = Book_()
    book.load(prices)
    return book


def test_a_later_open_price_ends_the_earlier_open_one_on_the_day_before() -> None:
    old, new = price("9"), price("10", start="2026-07-01")
    book = book_of(old)
    assert add_price(book, new, start_given=True) is new
    assert [(after.id, after.end) for _, after in book.changed] == [(old.id, date(2026, 6, 30))]
    assert book.added == [new]


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-01-01", None), ("2025-01-01", None), ("2026-03-01", "2026-04-01"), ("2025-12-01", "2026-01-01")],
)
def test_whatever_else_holds_on_the_same_day_is_refused_by_name(start: str, end: str | None) -> None:
    old = price("9")
    with pytest.raises(PriceOverlaps) as refused:
        add_price(book_of(old), price("10", start=start, end=end), start_given=True)
    assert f"price {old.id}" in refused.value.sentence
    assert "2026-01-01 to no end" in refused.value.sentence


def test_a_price_may_begin_on_the_day_after_another_ends() -> None:
    book = book_of(price("9", end="2026-06-30"))
    add_price(book, price("10", start="2026-07-01"), start_given=True)
    with pytest.raises(PriceOverlaps):
        add_price(book, price("11", start="2026-06-30", end="2026-06-30"), start_given=True)


def test_prices_of_other_places_stand_beside_each_other() -> None:
    book = book_of(price("9"), price("8", GROUP))
    add_price(book, price("7", HERE), start_given=True)
    assert book.changed == []


def test_the_same_price_is_not_added_twice() -> None:
    old = price("9")
    book = book_of(old)
    assert add_price(book, replace(price("9"), id=99), start_given=True) is old
    add_price(book, price("10", start="2026-07-01"), start_given=True)
    again = add_price(book, price("9"), start_given=True)
    assert (again.id, again.end) == (old.id, date(2026, 6, 30)), "also where a later one has ended it"


def test_a_reference_names_one_price_of_one_entry() -> None:
    old = replace(price("9"), reference_id="R")
    book = book_of(old)
    assert add_price(book, replace(price("1"), reference_id="R"), start_given=True) is old
    with pytest.raises(PriceOfAnotherEntry):
        add_price(book, replace(price("9"), reference_id="R", entry=2), start_given=True)


def test_what_was_put_in_by_a_refused_row_is_taken_out_again() -> None:
    old = price("9")
    book = book_of(old)
    with pytest.raises(PriceOverlaps), book.attempt():
        add_price(book, price("10", start="2026-07-01"), start_given=True)
        add_price(book, price("11", start="2026-07-01", end="2026-07-02"), start_given=True)
    assert (book.added, book.changed) == ([], [])
    assert book.beside(1, old.place) == [old]


def test_one_allowance_of_a_type_holds_at_a_place() -> None:
    book = Book[Allowance]()
    book.load([allowance("1")])
    put_allowance(book, allowance("1", type_="rebate"), skips_same=False)
    put_allowance(book, allowance("1", HERE), skips_same=False)
    with pytest.raises(AllowanceOverlaps):
        put_allowance(book, allowance("2", start="2026-05-01"), skips_same=False)


def test_an_allowance_with_a_known_reference_takes_over_what_is_sent() -> None:
    old = replace(allowance("1"), reference_id="R")
    book = Book[Allowance]()
    book.load([old])
    now = put_allowance(book, replace(allowance("2", HERE), reference_id="R"), skips_same=False)
    assert (now.id, str(now.amount), now.place, now.version) == (old.id, "2", HERE, 2)


spans = st.tuples(st.integers(0, 40), st.none() | st.integers(0, 10))


@given(st.lists(st.tuples(st.sampled_from([GROUP, HERE]), spans), max_size=12))
def test_no_two_prices_of_a_place_ever_hold_on_one_day(rows: list[tuple[object, tuple[int, int | None]]]) -> None:
    book, first = Book_(), date(2026, 1, 1)
    for n, (place, (start, length)) in enumerate(rows):
        begins = first + timedelta(days=start)
        ends = None if length is None else begins + timedelta(days=length)
        new = replace(price(str(n), place), start=begins, end=ends)  # type: ignore[arg-type]
        try:
            add_price(book, new, start_given=True)
        except Refusal:
            continue
    for place in (GROUP, HERE):
        for day in range(60):
            on = first + timedelta(days=day)
            held = [p for p in book.beside(1, place) if p.start <= on and (p.end is None or on <= p.end)]
            assert len(held) <= 1
