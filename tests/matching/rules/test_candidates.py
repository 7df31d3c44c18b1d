"""Orders that an invoice may be for."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from payables.matching.model import Billed, BilledLine, Candidate, Ordered, OrderedLine
from payables.matching.rules.candidates import candidates, sure

TOMATOES, LETTUCE = ("T1", "Roma tomatoes"), ("L1", "Iceberg lettuce")


def order(number: str, item: tuple[str, str] = TOMATOES, quantity: int = 10, price: str = "12.50") -> Ordered:
    id = UUID(int=int("".join(filter(str.isdigit, number))))
    line = OrderedLine(UUID(int=id.int * 10), id, item[1], item[0], Decimal(quantity), "CS", Decimal(price), Decimal(0))
    return Ordered(id, number, True, quantity * Decimal(price), (line,))


def invoice(item: tuple[str, str] = TOMATOES, quantity: int = 10, price: str = "12.50") -> Billed:
    amount = quantity * Decimal(price)
    line = BilledLine(1, item[1], None, item[0], Decimal(quantity), "CS", Decimal(price), amount)
    return Billed("USD", amount, None, None, None, (line,))


def found(
    billed: Billed,
    named: Sequence[str],
    orders: Sequence[Ordered],
    number: str | None = None,
    receipts: dict[UUID, set[str]] | None = None,
    refs: dict[UUID, str | None] | None = None,
) -> list[Candidate]:
    keys = {one.id: one.number.removeprefix("PO-") for one in orders}
    return candidates(billed, named, orders, keys, number, receipts or {}, refs or {})


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
    assert {one.reasons for one in each} == {("total", "lines")}


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
