"""What a decision was taken on."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from payables.matching.model import Aspect, Charge, Finding, LineMatch, Outcome
from payables.matching.rules.digest import numbers_of

FINDING = Finding(
    Outcome.PRICE_VARIANCE, Decimal("11"), Decimal("10"), Decimal("10.2"), Decimal("10.00"), aspect=Aspect.PRICE
)
LINE = LineMatch(1, Outcome.PRICE_VARIANCE, UUID(int=1), UUID(int=2), "sku", None, Decimal(10), Decimal(11), (FINDING,))


def test_it_changes_with_every_number_that_was_seen() -> None:
    seen = {
        numbers_of(each)
        for each in (
            LINE,
            replace(LINE, order_line=UUID(int=3)),
            replace(LINE, quantity=Decimal(9)),
            replace(LINE, price=Decimal(12)),
            replace(LINE, findings=(replace(FINDING, expected=Decimal(9)),)),
            replace(LINE, findings=(replace(FINDING, excess=Decimal(11)),)),
            replace(LINE, findings=(replace(FINDING, outcome=Outcome.OVER_BILLED),)),
            FINDING,
            replace(FINDING, charge=Charge.TAX),
        )
    }
    assert len(seen) == 9


def test_it_does_not_change_with_how_a_number_is_written_nor_with_what_is_tolerated() -> None:
    written = replace(FINDING, billed=Decimal("11.000"), limit=Decimal("99"))
    assert numbers_of(replace(LINE, quantity=Decimal("10.0"), findings=(written,))) == numbers_of(LINE)


def test_differences_that_hold_nothing_do_not_count() -> None:
    matched = replace(FINDING, outcome=Outcome.MATCHED, aspect=Aspect.QUANTITY)
    assert numbers_of(replace(LINE, findings=(matched, FINDING))) == numbers_of(LINE)
