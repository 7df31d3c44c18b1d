"""When two documents may be taken for one invoice."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from payables.capture.model import StraightThrough
from payables.capture.rules.sure_papers import is_asked, is_sure, says
from payables.extraction.model import Choice, Field, FieldVerdict
from payables.invoices.model import Draft, Reason

FIELDS = {
    "number": Field("R-1", 0.97),
    "invoice_date": Field("2026-11-01", 0.97),
    "total_amount": Field("119.00", 0.97),
    "currency": Field("EUR", 0.97),
}
PASSED = ("number", "invoice_date", "total_amount", "vendor")


def passing(*failed: str) -> StraightThrough:
    verdicts = {name: FieldVerdict(0.97, 0.9, name not in failed) for name in PASSED}
    return StraightThrough(not failed, verdicts, "closes", "shipped")


def draft(**changes: Any) -> Draft:
    values: dict[str, Any] = {
        "company_id": 1,
        "location_id": 1,
        "currency": "EUR",
        "source": "upload",
        "number": "r 1",
        "invoice_date": date(2026, 11, 1),
        "total_amount": Decimal("119"),
    }
    return Draft(**{**values, **changes})


def test_values_that_were_read_surely_may_join() -> None:
    assert is_sure(FIELDS, passing())
    assert says(FIELDS, draft())
    assert not is_asked(draft())


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("by", ["memory", "terms"])
def test_what_memory_chose_or_was_reckoned_never_does(name: str, by: str) -> None:
    assert not is_sure({**FIELDS, name: Field(FIELDS[name].value, 0.97, by=by)}, passing())


def test_what_was_printed_otherwise_never_does() -> None:
    other = Field("R-1", 0.97, instead_of=Choice("R-2", 0.2))
    assert not is_sure({**FIELDS, "number": other}, passing())


@pytest.mark.parametrize("name", PASSED)
def test_what_is_below_its_threshold_never_does(name: str) -> None:
    assert not is_sure(FIELDS, passing(name))


def test_a_paper_of_before_there_were_thresholds_never_does() -> None:
    assert not is_sure(FIELDS, None)


@pytest.mark.parametrize(
    "other", [{"number": "R-2"}, {"invoice_date": date(2026, 11, 2)}, {"total_amount": Decimal("118")}]
)
def test_a_record_that_was_changed_to_these_values_has_another_paper(other: dict[str, Any]) -> None:
    assert not says(FIELDS, draft(**other))


@pytest.mark.parametrize("name", ["invoice_number", "invoice_date", "total_amount", "currency", "erp_vendor_id"])
def test_an_unanswered_question_about_a_compared_value_keeps_them_apart(name: str) -> None:
    assert is_asked(draft(extra_reasons=[Reason("remembered_value", "Compare.", name)]))
    assert not is_asked(draft(extra_reasons=[Reason("sampled_for_check", "Compare.")]))
