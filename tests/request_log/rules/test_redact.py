"""What a log row may show of a body: never a text that is not on the allow-list."""

import json
import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.app.routes import ROUTES
from payables.app.vocabulary import vocabulary_of
from payables.request_log.rules.allow_list import is_number_shown, is_shown, pattern_of
from payables.request_log.rules.redact import LARGEST_READ, MOST_ITEMS, MOST_VALUES, redact_json, redact_query

WORDS = vocabulary_of(ROUTES)
MADE_HERE = re.compile(
    r"(text|number) of \d+ characters|object of \d+ fields|list of \d+|and \d+ more|\d+ more fields|more"
    r"|unknown name \d+ of \d+ characters|\(\d+ characters\)|(object|list|text|value) of \d+ bytes"
    r"|\d+ bytes(, too large to be shown| that cannot be read as JSON)"
)
NAMES = st.sampled_from(sorted(WORDS.names)) | st.text(max_size=30)
SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(max_size=40)
    | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(sorted(WORDS.codes))
    | st.from_regex(r"[0-9]{1,12}|[a-z]{1,10}@[a-z]{1,10}\.com|DE[0-9]{20}|payables_sandbox_key_[A-Za-z0-9]{49}", fullmatch=True)
)  # fmt: skip
BODIES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=8) | st.dictionaries(NAMES, inner, max_size=8), max_leaves=60
)


def shown(body: Any, *, ours: bool = False) -> Any:
    return redact_json(json.dumps(body).encode(), WORDS, ours=ours)


def texts(value: Any, name: str = "") -> list[tuple[str, str]]:
    """(name of the field, text) of every text and number in it; names of fields count as texts of the field ""."""
    if isinstance(value, dict):
        return [("", str(key)) for key in value] + [found for key, one in value.items() for found in texts(one, key)]
    if isinstance(value, list):
        return [found for one in value for found in texts(one, name)]
    return [] if value is None or isinstance(value, bool) else [(name, str(value))]


def on_the_list(name: str, text: str) -> bool:
    pattern = pattern_of(name)
    if pattern is not None and is_shown(name, text, pattern, WORDS.codes):
        return True
    return bool(re.fullmatch("[0-9]+", text)) and is_number_shown(name, int(text))


@pytest.mark.proof
@given(BODIES)
def test_no_text_of_a_body_is_shown_that_is_not_on_the_allow_list(body: Any) -> None:
    for name, text in texts(shown(body)):
        allowed = on_the_list(name, text)
        assert MADE_HERE.fullmatch(text) or allowed or (name == "" and text in WORDS.names)


@pytest.mark.proof
@given(BODIES)
def test_no_text_of_an_answer_is_shown_but_those_and_codes_of_faults(body: Any) -> None:
    for name, text in texts(shown(body, ours=True)):
        allowed = on_the_list(name, text)
        fault = name == "type" and re.fullmatch(r"[a-z][a-z0-9_]*", text)
        path = name == "field" and all(part in WORDS.names or part.isdecimal() for part in re.findall(r"[^.\[\]()]+", text)
                                       if not re.fullmatch(r"\d+ characters", part))  # fmt: skip
        assert MADE_HERE.fullmatch(text) or allowed or (name == "" and text in WORDS.names) or fault or path


@pytest.mark.proof
@given(st.dictionaries(NAMES, st.text(max_size=40), max_size=20))
def test_no_text_of_a_query_is_shown_that_is_not_on_the_allow_list(query: dict[str, str]) -> None:
    for name, text in texts(redact_query(list(query.items()), WORDS)):
        assert MADE_HERE.fullmatch(text) or on_the_list(name, text) or (name == "" and text in WORDS.names)


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_something_is_shown(body: bytes) -> None:
    msgspec.json.encode(redact_json(body, WORDS, ours=False))


def test_structure_ids_dates_codes_and_currencies_stay_and_the_rest_is_told_by_type_and_length() -> None:
    body = {
        "ottimate_company_id": 12,
        "erp_vendor_id": "V-100",
        "invoice_number": "INV-2026-7",
        "invoice_date": "2026-11-02",
        "currency": "USD",
        "total_amount": 1234.5,
        "payment_status": "unpaid",
        "is_taxed": True,
        "notes": None,
        "items": [{"name": "Beans", "quantity": 3}],
    }
    assert shown(body) == {
        **body,
        "invoice_number": "text of 10 characters",
        "total_amount": "number of 6 characters",
        "items": [{"name": "text of 5 characters", "quantity": "number of 1 characters"}],
    }


@pytest.mark.parametrize(
    "name", ["iban", "vendor_iban", "tax_id", "vat_id", "card_number", "email", "phone", "name", "comment"]
)
def test_what_tells_of_people_and_banks_is_never_shown(name: str) -> None:
    assert name in WORDS.names
    for value in ("12345678", "approved", "2026-11-02", "5b9e1d90-1111-4222-8333-123456789012", "V-100"):
        assert shown({name: value}) == {name: f"text of {len(value)} characters"}
    assert shown({name: 12345678}) == {name: "number of 8 characters"}


@pytest.mark.parametrize("name", ["client_secret", "access_token"])
def test_secrets_are_never_shown(name: str) -> None:
    assert "hunter2" not in json.dumps(shown({name: "hunter2", "other": {name: ["hunter2"]}}))


def test_a_name_that_the_api_does_not_know_is_not_repeated() -> None:
    assert shown({"jane@example.com": 1, "id": 7}) == {
        "unknown name 1 of 16 characters": "number of 1 characters",
        "id": 7,
    }


def test_an_answer_says_which_field_was_wrong_and_how() -> None:
    fields = [{"field": "items[2].price", "error": "Send a number, not “ten”.", "type": "invalid"}]
    answer = {"code": "Some fields are wrong.", "message": {"error": "validation_error", "fields": fields}}
    assert shown(answer, ours=True) == {
        "code": "text of 22 characters",
        "message": {
            "error": "validation_error",
            "fields": [{"field": "items[2].price", "error": "text of 25 characters", "type": "invalid"}],
        },
    }


def test_a_question_cannot_pass_texts_off_as_an_answers_codes() -> None:
    assert shown({"error": "jane", "type": "jane", "field": "jane"}) == {
        "error": "text of 4 characters",
        "type": "text of 4 characters",
        "field": "text of 4 characters",
    }


def test_of_a_long_list_the_first_rows_are_shown() -> None:
    assert shown(list(range(100))) == ["number of 1 characters"] * MOST_ITEMS + [f"and {100 - MOST_ITEMS} more"]


def test_after_so_many_values_the_rest_is_only_counted() -> None:
    body = [{f"field{n}": {"id": n} for n in range(300)} for _ in range(3)]
    assert len(texts(shown(body))) < 3 * MOST_VALUES


def test_of_a_huge_body_only_its_outermost_fields_are_told() -> None:
    body = {"ottimate_company_id": 12, "raw_images": ["x" * LARGEST_READ], "secret word": "y"}
    assert shown(body) == {
        "ottimate_company_id": "value of 2 bytes",
        "raw_images": f"list of {LARGEST_READ + 4} bytes",
        "unknown name 3 of 11 characters": "text of 3 bytes",
    }


def test_a_body_nested_too_deep_is_cut_off() -> None:
    body: Any = "secret"
    for _ in range(39):
        body = {"items": [body]}
    assert "secret" not in json.dumps(shown(body))
