import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.audit.errors import NotCanonical
from payables.audit.rules.canonical import canonical, read_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ('{ "b" : 1 , "a" : [ ] }', '{"a":[],"b":1}'),
        (
            '{"amount":1.50,"tiny":0.0000000000000000000000000001}',
            '{"amount":1.50,"tiny":0.0000000000000000000000000001}',
        ),
        ("123456789012345678901234567890.10", "123456789012345678901234567890.10"),
        ("[null,true,false]", "[null,true,false]"),
        (r'"\u00e9\u20ac\ud83d\ude00 \/ \" \\ \n \u0001 \u007f"', '"é€😀 / \\" \\\\ \\n \\u0001 \x7f"'),
        ('{"é":1,"z":2,"Z":3,"zz":4,"𝄞":5,"\uffff":6}', '{"Z":3,"z":2,"zz":4,"é":1,"\uffff":6,"𝄞":5}'),
    ],
)
def test_a_value_has_one_text(sent: str, wanted: str) -> None:
    assert canonical(read_json(sent)) == wanted


@given(VALUES)
def test_what_was_written_is_read_as_it_was_and_written_the_same_again(value: Any) -> None:
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(read_json(text)) == text
    assert canonical(read_json(json.dumps(value, indent=3))) == text


@pytest.mark.parametrize("text", ["", "{", "NaN", "-Infinity", '{"a":1,"a":2}', "[" * 100_000, b"\xff", "01", "'a'"])
def test_what_is_no_json_or_says_a_key_twice_is_refused(text: str | bytes) -> None:
    with pytest.raises(NotCanonical):
        read_json(text)


def test_a_float_has_no_canonical_form() -> None:
    with pytest.raises(TypeError, match="float"):
        canonical({"amount": 1.5})
