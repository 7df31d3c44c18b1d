"""Values of custom fields: what is accepted, how it is stored, and how a fault is named."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.custom_fields.model import FieldSpec, FieldType, NumberFields, Subject, number_text
from payables.custom_fields.rules.read import read_fields


def spec(key: str, type_: FieldType, **changes: Any) -> FieldSpec:
    return FieldSpec(key=key, subject=Subject.INVOICE, type=type_, label=key, **changes)


SPECS = {
    "text": spec("text", FieldType.TEXT),
    "number": spec("number", FieldType.NUMBER),
    "date": spec("date", FieldType.DATE),
    "flag": spec("flag", FieldType.BOOLEAN),
    "choice": spec("choice", FieldType.CHOICE, choices=("a", "b")),
}


@pytest.mark.parametrize(
    ("key", "sent", "stored"),
    [
        ("text", " 7b ", "7b"),
        ("number", Decimal("1.50"), "1.5"),
        ("number", 0, "0"),
        ("number", Decimal("-0.0"), "0"),
        ("number", 100, "100"),
        ("number", Decimal("999999999999999.123456"), "999999999999999.123456"),
        ("date", "2026-02-28", "2026-02-28"),
        ("flag", False, False),
        ("choice", "b", "b"),
        ("choice", None, None),
    ],
)
def test_values_are_stored_in_one_form(key: str, sent: Any, stored: Any) -> None:
    assert read_fields(SPECS, {key: sent}, "custom_fields") == ({key: stored}, [])


@pytest.mark.parametrize(
    ("key", "sent", "code"),
    [
        ("unknown", 1, "unknown_custom_field"),
        ("text", 1, "not_a_text"),
        ("text", "x" * 1001, "too_long"),
        ("text", "a\x00b", "control_character"),
        ("number", "1", "not_a_number"),
        ("number", True, "not_a_number"),
        ("number", Decimal("0.1234567"), "too_many_decimals"),
        ("number", Decimal("1E+20"), "amount_out_of_range"),
        ("date", "2026-02-30", "impossible_date"),
        ("date", 20260228, "invalid_date"),
        ("flag", 1, "not_a_boolean"),
        ("choice", "c", "not_a_choice"),
        ("choice", ["a"], "not_a_text"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(key: str, sent: Any, code: str) -> None:
    _, faults = read_fields(SPECS, {key: sent}, "items[2].custom_fields")
    assert [(fault.field, fault.type) for fault in faults] == [(f"items[2].custom_fields.{key}", code)]


def test_a_field_that_is_left_out_gets_its_default_and_null_gets_none() -> None:
    specs = {"a": spec("a", FieldType.TEXT, default="x"), "b": spec("b", FieldType.TEXT, default="y")}
    assert read_fields(specs, {"b": None}, "custom_fields") == ({"a": "x", "b": None}, [])


@pytest.mark.parametrize("sent", [{}, {"a": None}, {"a": "  "}])
def test_a_required_field_without_a_value_is_refused(sent: dict[str, Any]) -> None:
    _, faults = read_fields({"a": spec("a", FieldType.TEXT, required=True)}, sent, "custom_fields")
    assert [(fault.field, fault.type) for fault in faults] == [("custom_fields.a", "required")]


def test_a_default_answers_for_a_required_field() -> None:
    assert read_fields({"a": spec("a", FieldType.TEXT, required=True, default="x")}, {}, "p") == ({"a": "x"}, [])


@given(st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=6))
def test_a_number_comes_back_as_it_was_sent(number: Decimal) -> None:
    known = NumberFields({(None, Subject.INVOICE, "n"): True})
    shown = known.shown(7, Subject.INVOICE, {"n": number_text(number)})
    assert shown is not None and shown["n"] == number


def test_a_companys_field_says_what_its_values_are_before_the_accounts() -> None:
    known = NumberFields({(None, Subject.INVOICE, "n"): True, (7, Subject.INVOICE, "n"): False})
    assert known.shown(7, Subject.INVOICE, {"n": "1"}) == {"n": "1"}
    assert known.shown(8, Subject.INVOICE, {"n": "1"}) == {"n": Decimal(1)}
