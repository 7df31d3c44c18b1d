"""Amounts of splits: they always come to exactly what is split, whatever the currency and the shares."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.coding.model import ApplicableSplits, Part, SplitRule
from payables.invoices.model import Invoice, Item, Split
from payables.invoices.rules.content import Content
from payables.invoices.rules.field_table import SPLIT
from payables.invoices.rules.splits import amount_of, by_rules, made_of, split_reasons, types_of_all_parts, with_amounts
from payables.kit.money import currency_digits

NOW = datetime(2026, 11, 20, tzinfo=UTC)
NOTHING: Any = {field.name: None for field in fields(Invoice)}
ITEMS = [Item(id=7, name="Flour", amount=Decimal("100.00")), Item(id=8, name="Sugar", amount=Decimal("10.01"))]


def content(total: Any = "110.01", currency: str = "USD", items: list[Item] = ITEMS, splits: Any = ()) -> Content:
    amount = None if total is None else Decimal(total)
    invoice = Invoice(**{**NOTHING, "total_amount": amount, "currency": currency, "dimensions": {}})
    return Content(invoice, items, [], list(splits))


def part(percent: Any = None, amount: Any = None, **dimensions: str) -> Part:
    numbers = [None if value is None else Decimal(value) for value in (percent, amount)]
    return Part(numbers[0], numbers[1], None, dimensions, None)


def rule(number: int, *parts: Part) -> SplitRule:
    return SplitRule(id=UUID(int=number), company_id=1, vendor_id=3, parts=parts, created_at=NOW, updated_at=NOW)


def amounts(splits: list[Split]) -> list[Decimal | None]:
    return [split.amount for split in splits]


@st.composite
def percentages(draw: Any) -> list[Decimal]:
    """1 to 100 shares above zero with at most six decimals that come to exactly 100."""
    most = 100 * 10**6
    cuts = draw(st.lists(st.integers(1, most - 1), max_size=99, unique=True))
    marks = [0, *sorted(cuts), most]
    return [Decimal(b - a).scaleb(-6) for a, b in pairwise(marks)]


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from(["USD", "JPY", "KWD"]), percentages())
def test_parts_come_to_the_whole_and_each_to_within_one_unit_of_its_share(
    units: int, currency: str, shares: list[Decimal]
) -> None:
    unit = Decimal(1).scaleb(-currency_digits(currency))
    whole = units * unit
    found = content(whole, currency)
    splits = made_of([part(share) for share in shares], None)
    parts = amounts(with_amounts(found, splits))
    assert sum(parts, Decimal(0)) == whole
    assert all(
        abs(p * 100 - whole * share) < unit * 100 for p, share in zip(parts, shares, strict=True) if p is not None
    )
    assert all((p or 0) * whole >= 0 for p in parts)
    assert amounts(with_amounts(found, splits)) == parts


@given(st.integers(-(10**9), 10**9), percentages())
def test_parts_do_not_depend_on_the_lines_beside_them(units: int, shares: list[Decimal]) -> None:
    whole = Decimal(units).scaleb(-2)
    items = [Item(id=7, amount=whole), Item(id=8, amount=Decimal(5))]
    of_line = made_of([part(share) for share in shares], 7)
    alone = with_amounts(content(0, items=items), of_line)
    beside = with_amounts(content(0, items=items), [*made_of([part(100)], 8), *of_line])
    assert beside[:-1] == alone


@pytest.mark.parametrize(
    ("whole", "currency", "shares", "parts"),
    [
        ("100.00", "USD", ("33.333333", "33.333333", "33.333334"), ("33.33", "33.33", "33.34")),
        ("0.01", "USD", ("50", "50"), ("0.01", "0.00")),
        ("-0.01", "USD", ("50", "50"), ("-0.01", "0.00")),
        ("100", "JPY", ("33.5", "33.5", "33"), ("34", "33", "33")),
        ("0.001", "KWD", ("10", "90"), ("0.000", "0.001")),
        ("0", "USD", ("10", "90"), ("0.00", "0.00")),
    ],
)
def test_what_rounding_leaves_over_goes_to_those_that_lost_most(
    whole: str, currency: str, shares: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    splits = made_of([part(share) for share in shares], None)
    assert [str(amount) for amount in amounts(with_amounts(content(whole, currency), splits))] == list(parts)


def test_without_an_amount_there_is_nothing_to_compute() -> None:
    assert amounts(with_amounts(content(None), made_of([part(40), part(60)], None))) == [None, None]
    assert amount_of(content("1.005"), None) is None


def test_the_invoice_goes_first_and_its_lines_follow_in_their_order() -> None:
    splits = [*made_of([part(100)], 8), *made_of([part(40), part(60)], 7)]
    assert [split.item_id for split in with_amounts(content(), splits)] == [7, 7, 8]


def test_amounts_that_were_given_must_still_add_up() -> None:
    entered = made_of([part(amount="60.00"), part(amount="40.00")], 7)
    assert split_reasons(content(splits=entered)) == []
    items = [replace(ITEMS[0], amount=Decimal("99.00")), ITEMS[1]]
    (reason,) = split_reasons(content(items=items, splits=entered))
    assert (reason.code, reason.field) == ("split_does_not_add_up", "gl_splits")
    assert "line 1 come to 100.00, and 99.00 is split" in reason.message
    assert split_reasons(content(None, splits=made_of([part(amount="1")], None)))[0].message.endswith(
        "nothing is split."
    )


def test_percentages_follow_what_is_split_and_give_no_reason() -> None:
    assert split_reasons(content(splits=made_of([part(40), part(60)], 7))) == []
    # Of the total, its absence is a reason itself.
    assert split_reasons(content(None, splits=made_of([part(100)], None))) == []


def test_percentages_of_a_line_without_amount_are_a_reason() -> None:
    items = [ITEMS[0], replace(ITEMS[1], amount=None)]
    (reason,) = split_reasons(content(items=items, splits=made_of([part(40), part(60)], 8)))
    assert (reason.code, reason.field) == ("split_does_not_add_up", "gl_splits")
    assert reason.message == (
        "Line 2 is split by percent and has no amount: enter its amount, or take the split of the line away."
    )


def test_a_rule_of_an_item_goes_before_the_vendors() -> None:
    found = ApplicableSplits(rule(1, part(100)), [rule(2, part(40), part(60)), None])
    assert [(split.item_id, split.rule_id) for split in by_rules(content(), [], found)] == [(7, UUID(int=2))] * 2


def test_the_vendors_rule_splits_the_whole() -> None:
    found = ApplicableSplits(rule(1, part(40), part(60)), [None, None])
    assert [(split.item_id, split.percent) for split in by_rules(content(), [], found)] == [(None, 40), (None, 60)]
    assert by_rules(content(None), [], found) == []


def test_what_somebody_entered_wins() -> None:
    found = ApplicableSplits(rule(1, part(100)), [rule(2, part(100)), rule(3, part(100))])
    assert by_rules(content(), made_of([part(100)], None), found) == []
    of_first = by_rules(content(), made_of([part(100)], 7), found)
    assert [split.item_id for split in of_first] == [8]
    assert by_rules(content(), made_of([part(100)], 7), ApplicableSplits(rule(1, part(100)), [None, None])) == []


def test_a_line_without_amount_is_not_split_by_a_rule() -> None:
    items = [Item(id=7, name="Flour"), ITEMS[1]]
    found = ApplicableSplits(None, [rule(2, part(100)), None])
    assert by_rules(content(items=items), [], found) == []


def test_a_type_counts_as_coded_where_every_part_has_it() -> None:
    splits = made_of([part(40, account="a", project="p"), part(60, account="b")], 7)
    assert types_of_all_parts(splits, 7) == {"account": "a"}
    assert types_of_all_parts(splits, None) == {}


def test_every_field_of_a_split_is_classified() -> None:
    assert {field.name for field in fields(Split)} == SPLIT.keys()


@pytest.mark.parametrize(
    "changes",
    [{"percent": Decimal(99)}, {"amount": Decimal(1)}, {"memo": "m"}, {"dimensions": {"account": "b"}}, {"item_id": 8}],
)
def test_an_approval_covers_splits(changes: dict[str, Any]) -> None:
    (one,) = made_of([part(100, account="a")], 7)
    assert content(splits=[one]).sha256 != content(splits=[replace(one, **changes)]).sha256
    assert content(splits=[one]).sha256 != content().sha256
    assert content(splits=[one]).sha256 == content(splits=[replace(one, custom_fields={"a": 1})]).sha256
