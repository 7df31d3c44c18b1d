"""Orders that an invoice may be for."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from payables.matching.model import Billed, BilledLine, Candidate, Ordered, OrderedLine
from payables.matching.rules import candidates as rules
from payables.matching.rules.candidates import MOST_COMPARED, MOST_COMPARED_LINES, Open, candidates, screen, to_compare
from payables.matching.rules.lines_agree import MOST_NAMES, LinesAgree

TOMATOES, LETTUCE = ("T1", "Roma tomatoes"), ("L1", "Iceberg lettuce")


def order(number: str, item: tuple[str, str] = TOMATOES, quantity: int = 10, price: str = "12.50") -> Ordered:
    id = UUID(int=int("".join(filter(str.isdigit, number))))
    line = OrderedLine(UUID(int=id.int * 10), id, item[1], item[0], Decimal(quantity), "CS", Decimal(price), Decimal(0))
    return Ordered(id, number, True, quantity * Decimal(price), (line,))


def invoice(item: tuple[str, str] = TOMATOES, quantity: int = 10, price: str = "12.50") -> Billed:
    amount = quantity * Decimal(price)
    line = BilledLine(1, item[1], None, item[0], Decimal(quantity), "CS", Decimal(price), amount)
    return Billed("USD", amount, None, None, None, (line,))


def head(order: Ordered, receipts: dict[UUID, set[str]], refs: dict[UUID, str | None]) -> Open:
    told = receipts.get(order.id, set()) | ({ref} if (ref := refs.get(order.id)) else set())
    return Open(
        order.id, order.number, order.number.removeprefix("PO-"), date(2026, 1, 1), order.total, None, frozenset(told)
    )


def found(
    billed: Billed,
    named: Sequence[str],
    orders: Sequence[Ordered],
    number: str | None = None,
    receipts: dict[UUID, set[str]] | None = None,
    refs: dict[UUID, str | None] | None = None,
) -> list[Candidate]:
    screened = screen(billed, named, number, [head(one, receipts or {}, refs or {}) for one in orders])
    chosen = to_compare(screened, {one.id: len(one.lines) for one in orders})
    return candidates(billed, screened, {one.id: one for one in orders if one.id in chosen})


def sure(each: Sequence[Candidate], compared: Sequence[Ordered] = ()) -> Candidate | None:
    """Of orders that were all compared, unless it is said which were."""
    return rules.sure(each, {one.id for one in compared} if compared else {one.order for one in each})


def test_a_number_with_one_slip_whose_lines_and_total_agree_is_sure() -> None:
    orders = [order("PO-10234"), order("PO-99881", LETTUCE)]
    for slip in ("10243", "10235", "1023", "102345", "l0234"):
        each = found(invoice(), [slip], orders)
        best = sure(each)
        assert best is not None and best.number == "PO-10234", slip
        assert best.reasons == ("similar_number", "total", "lines")


def test_a_slip_alone_is_not_sure() -> None:
    each = found(invoice(LETTUCE, 3, "99"), ["10243"], [order("PO-10234"), order("PO-55555")])
    assert [one.reasons for one in each] == [("similar_number",)]
    assert sure(each) is None


def test_two_orders_that_are_both_a_slip_away_are_shown_and_none_is_taken() -> None:
    each = found(invoice(), ["10230"], [order("PO-10234"), order("PO-10231")])
    assert len(each) == 2 and sure(each) is None


def test_the_same_order_every_week_is_never_guessed() -> None:
    each = found(invoice(), [], [order(f"PO-{n}") for n in range(10_001, 10_008)])
    assert len(each) == 7 and sure(each) is None
    assert {one.reasons for one in each} == {("total", "lines"), ("total",)}  # of the others no lines are read


def test_the_only_open_order_is_shown_but_not_taken_on_that_alone() -> None:
    each = found(invoice(), [], [order("PO-10234")])
    assert each[0].reasons == ("total", "lines", "only_open_order")
    assert sure(each) is None


def test_an_invoice_that_names_the_delivery_note_or_is_named_by_a_receipt() -> None:
    one, other = order("PO-10234"), order("PO-99881", LETTUCE)
    by_note = found(invoice(), ["LS777"], [one, other], receipts={one.id: {"LS777"}})
    assert by_note[0].reasons == ("receipt_number", "total", "lines")
    by_ref = found(invoice(), [], [one, other], number="INV-5", refs={one.id: "inv 5"})
    assert by_ref[0].reasons == ("invoice_number", "total", "lines")
    best, named = sure(by_note), sure(by_ref)
    assert best is not None and named is not None and best.order == named.order == one.id


def test_short_numbers_are_not_similar() -> None:
    assert found(invoice(LETTUCE, 3, "99"), ["123"], [order("PO-124"), order("PO-125")]) == []


def test_the_likeliest_comes_first_and_at_most_ten_are_shown() -> None:
    orders = [order(f"PO-{n}", LETTUCE if n % 2 else TOMATOES) for n in range(20_000, 20_040)]
    each = found(invoice(), ["20010"], orders)
    assert len(each) == 10
    assert each[0].number == "PO-20010" and each[0].reasons[0] == "number"
    assert [one.score for one in each] == sorted((one.score for one in each), reverse=True)


def test_other_goods_at_another_total_are_no_candidate() -> None:
    assert found(invoice(LETTUCE, 3, "99"), ["77777"], [order("PO-10234"), order("PO-10235")]) == []


def test_nothing_to_choose_from() -> None:
    assert found(invoice(), ["1"], []) == [] and sure([]) is None


def test_of_orders_that_are_equally_likely_the_newest_are_compared() -> None:
    one, two = (Open(UUID(int=n), f"PO-{n}", str(n), date(2026, n, 1), Decimal(n)) for n in (1, 2))
    assert [each.order for each in screen(invoice(), [], None, [one, two])] == [two, one]


def test_few_orders_are_compared_and_no_more_lines_than_the_bound() -> None:
    orders = [order(f"PO-{n}") for n in range(30_000, 30_050)]
    screened = screen(invoice(), [], None, [head(one, {}, {}) for one in orders])
    assert len(to_compare(screened, {})) == MOST_COMPARED
    lines = {each.order.id: 900 for each in screened}
    chosen = to_compare(screened, lines)
    assert chosen and sum(lines[one] for one in chosen) <= MOST_COMPARED_LINES
    assert to_compare(screened, dict.fromkeys(lines, MOST_COMPARED_LINES + 1)) == []


def test_an_order_too_long_to_be_compared_leaves_the_room_to_the_next() -> None:
    long, short = order("PO-10234"), order("PO-99881")
    screened = screen(invoice(), ["10243"], None, [head(one, {}, {}) for one in (long, short)])
    assert to_compare(screened, {long.id: 5000, short.id: 3}) == [short.id]


def test_none_is_sure_while_another_was_not_compared_that_might_be_as_good() -> None:
    one, other = order("PO-10234"), order("PO-10299", LETTUCE, 7, "9")
    each = found(invoice(), ["10235"], [one, other])
    assert sure(each) is not None
    assert sure(each, [one]) is not None  # no number speaks for it
    near = order("PO-10236", LETTUCE, 7, "9")
    each = found(invoice(), ["10235"], [one, near])
    assert sure(each, [one, near]) is not None and sure(each, [one]) is None


def names(count: int, word: str) -> list[str]:
    return [f"{word}{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} number {n}" for n in range(count)]


def test_names_are_compared_only_where_no_key_tells_and_within_a_bound() -> None:
    goods = names(200, "tomato")
    billed = [BilledLine(n, name, None, None, Decimal(1), "CS", Decimal(5), Decimal(5)) for n, name in enumerate(goods)]
    bill = Billed("USD", Decimal(1000), None, None, None, tuple(billed))

    def ordered(names_: Sequence[str]) -> Ordered:
        id = UUID(int=7)
        lines = [
            OrderedLine(UUID(int=100 + n), id, name, None, Decimal(1), "CS", Decimal(5), Decimal(0))
            for n, name in enumerate(names_)
        ]
        return Ordered(id, "PO-7", True, Decimal(1), tuple(lines))

    agree = LinesAgree(bill)
    assert agree.with_(ordered([*goods, *names(800, "lettuce")])) and agree.names == 0
    for _ in range(50):
        assert not agree.with_(ordered(names(1000, "lettuce")))
    assert agree.names <= MOST_NAMES
