"""Why an invoice needs attention."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.duplicates.model import Hit, Kind, Scenario
from payables.invoices.model import Draft, LineDraft, Reason
from payables.invoices.rules.field_table import ANSWERING
from payables.invoices.rules.reasons import (
    COMPUTED,
    OF_MATCHING,
    PAGES_IN_ANOTHER,
    PAID_MORE,
    duplicate_reasons,
    missing_dimension,
    reasons_of,
    unanswered,
)
from payables.invoices.rules.splits import DOES_NOT_ADD_UP

CLEAN = Draft(
    company_id=1,
    location_id=2,
    currency="USD",
    source="api",
    vendor_id=3,
    number="INV-1",
    invoice_date=date(2026, 11, 1),
    due_date=date(2026, 12, 1),
    total_amount=Decimal("110.00"),
    total_tax=Decimal("10.00"),
)


def codes(lines: list[LineDraft] | None = None, **changes: Any) -> list[str]:
    return [reason.code for reason in reasons_of(replace(CLEAN, **changes), lines or [])]


def lines(*amounts: str | None) -> list[LineDraft]:
    return [LineDraft(amount=None if amount is None else Decimal(amount)) for amount in amounts]


def test_a_complete_invoice_has_none() -> None:
    assert codes(lines("60", "40")) == []


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"vendor_id": None}, "unknown_vendor", "erp_vendor_id"),
        ({"number": None}, "missing_number", "invoice_number"),
        ({"number": ""}, "missing_number", "invoice_number"),
        ({"invoice_date": None}, "missing_invoice_date", "invoice_date"),
        ({"total_amount": None}, "missing_total", "total_amount"),
        ({"due_date": date(2026, 10, 31)}, "due_before_invoice_date", "due_date"),
        ({"total_amount": Decimal("-110.00")}, "negative_total", "total_amount"),
        ({"total_tax": Decimal("110.01")}, "tax_exceeds_total", "total_tax"),
    ],
)
def test_each_fault_has_a_code_a_field_and_a_sentence(changes: dict[str, Any], code: str, field: str) -> None:
    (reason,) = reasons_of(replace(CLEAN, **changes), [])
    assert (reason.code, reason.field) == (code, field)
    assert reason.message.endswith(".") and len(reason.message) > 20


def test_the_name_that_was_read_is_told_with_an_unknown_vendor() -> None:
    (reason,) = reasons_of(replace(CLEAN, vendor_id=None, vendor_as_read="Bluefin Seafood"), [])
    assert "Bluefin Seafood" in reason.message


def hit(kind: Kind = Kind.LIKELY, scenario: Scenario = Scenario.SAME) -> Hit:
    return Hit(uuid4(), kind, scenario)


def test_a_likely_duplicate_names_the_other_invoice() -> None:
    first, second = hit(), hit()
    (reason,) = duplicate_reasons([first, second])
    assert (reason.code, reason.other_invoice_id) == ("likely_duplicate", str(first.other))


def test_a_possible_duplicate_is_told_beside_a_likely_one() -> None:
    reasons = duplicate_reasons([hit(), hit(Kind.POSSIBLE, Scenario.FUZZY)])
    assert [reason.code for reason in reasons] == ["likely_duplicate", "possible_duplicate"]


@pytest.mark.parametrize("scenario", Scenario)
def test_each_scenario_has_its_sentence(scenario: Scenario) -> None:
    (reason,) = duplicate_reasons([hit(scenario=scenario)])
    assert reason.message.endswith(".") and len(reason.message) > 40


def test_lines_may_be_without_tax_or_with_it() -> None:
    assert codes(lines("60", "40")) == []
    assert codes(lines("66", "44")) == []
    assert codes(lines("60", "50.50"), total_tax=Decimal("0.50"), discount_amount=Decimal("1.00")) == []
    assert codes(lines("61", "50"), discount_amount=Decimal("1.00")) == []


def test_lines_that_close_neither_way_are_told() -> None:
    assert codes(lines("60", "45")) == ["lines_do_not_sum"]


def test_with_an_amount_missing_there_is_nothing_to_compare() -> None:
    assert codes(lines("60", None)) == []
    assert codes(lines("60", "45"), total_amount=None) == ["missing_total"]


def test_every_line_may_have_lost_half_a_cent() -> None:
    assert codes(lines(*["1.00"] * 4), total_tax=None, total_amount=Decimal("4.02")) == []
    assert codes(lines(*["1.00"] * 4), total_tax=None, total_amount=Decimal("4.03")) == ["lines_do_not_sum"]
    assert codes(lines("1.00"), total_tax=None, total_amount=Decimal("1.01")) == []


def test_the_smallest_unit_is_the_currencys() -> None:
    yen = {"currency": "JPY", "total_tax": None}
    assert codes(lines("100"), total_amount=Decimal(101), **yen) == []
    assert codes(lines("100"), total_amount=Decimal(102), **yen) == ["lines_do_not_sum"]


@given(st.lists(st.decimals("0", "9999", places=2), min_size=1, max_size=8), st.decimals("0", "500", places=2))
def test_what_adds_up_is_never_doubted(amounts: list[Decimal], tax: Decimal) -> None:
    total = sum(amounts, tax)
    parts = [LineDraft(amount=amount) for amount in amounts]
    assert "lines_do_not_sum" not in codes(parts, total_amount=total, total_tax=tax)


def test_a_reason_from_the_way_in_stays_until_its_field_is_named() -> None:
    doubt = Reason("doubtful_reading", "The total is hard to read.", "total_amount")
    computed = Reason("missing_number", "The invoice number is missing.", "invoice_number")
    assert unanswered([doubt, computed], frozenset()) == [doubt]
    assert unanswered([doubt], frozenset({"invoice_date"})) == [doubt]
    assert unanswered([doubt], frozenset({"total_amount"})) == []


def test_a_reason_without_a_field_is_answered_by_what_stands_on_the_paper() -> None:
    doubt = Reason("possible_documents", "The file has two invoices.")
    assert unanswered([doubt], frozenset({"notes"}) & ANSWERING) == [doubt]
    assert unanswered([doubt], frozenset({"items"}) & ANSWERING) == []
    assert unanswered([doubt], frozenset({"items", "items[1]"})) == []


@pytest.mark.parametrize("code", ["export_rejected", "coding_changed_since_approval", "approval_declined"])
def test_what_an_erp_or_an_approver_refused_is_answered_by_any_content(code: str) -> None:
    refused = Reason(code, "The ERP does not take it: Closed.")
    assert unanswered([refused], frozenset({"notes"}) & ANSWERING) == [refused]
    assert unanswered([refused], frozenset({"posting_date"})) == []


@pytest.mark.parametrize("name", ["ottimate_vendor_id", "erp_vendor_id", "posting_date", "dimensions", "gl_splits"])
def test_choosing_the_vendor_coding_and_posting_answer_nothing_about_the_paper(name: str) -> None:
    failed = Reason("document_check_failed", "hidden-text: Page 1 has text that nobody sees.")
    sampled = Reason("sampled_for_check", "This paper was picked at random.")
    assert unanswered([failed, sampled], frozenset({name})) == [failed, sampled]
    assert unanswered([failed, sampled], frozenset({name, "total_amount"})) == []


def test_a_reason_about_a_line_is_answered_by_what_is_said_of_that_line() -> None:
    doubt = Reason("unusable_value", "The price on the paper cannot be used.", "items[2].price")
    assert unanswered([doubt], frozenset({"items", "items[1]"})) == [doubt]
    assert unanswered([doubt], frozenset({"items", "items[2]"})) == []


def test_a_reason_about_what_no_change_can_name_is_answered_by_any_content() -> None:
    doubt = Reason("unusable_value", "The vendor name on the paper cannot be used.", "vendor_name")
    assert unanswered([doubt], frozenset()) == unanswered([doubt], frozenset({"posting_date"})) == [doubt]
    assert unanswered([doubt], frozenset({"erp_vendor_id"})) == []
    assert unanswered([doubt], frozenset({"due_date"})) == []


def test_the_computed_codes_are_all_listed() -> None:
    broken = replace(
        CLEAN,
        vendor_id=None,
        number=None,
        invoice_date=None,
        total_amount=None,
    )
    late = replace(CLEAN, due_date=date(2026, 1, 1), total_amount=Decimal("-1"), total_tax=Decimal(5))
    found = [*reasons_of(broken, []), *reasons_of(late, lines("9"))]
    found += [*duplicate_reasons([hit(), hit(Kind.POSSIBLE)]), missing_dimension("department", [], 0)]
    of_splits = {DOES_NOT_ADD_UP}  # rules/splits.py
    assert {reason.code for reason in found} | of_splits | {PAID_MORE, PAGES_IN_ANOTHER} | OF_MATCHING == COMPUTED
