import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.kit.strict_json import JsonError, check_json

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=12)
STORABLE = st.text(max_size=12).map(lambda text: text.replace("\x00", ""))
BRACKETS = st.text(alphabet='[]{}"\\:,', max_size=12)


def values(texts):
    leaves = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | texts
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=30
    )


def refusal(body, **limits):
    with pytest.raises(JsonError) as caught:
        check_json(body, **limits)
    assert caught.value.sentence.endswith(".")
    return caught.value


def levels(value):
    if isinstance(value, dict):
        return 1 + max(map(levels, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(levels, value), default=0)
    return 0


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b" [1, 2.50, -0, 1e5, 1E-20, true, null] \n",
        b'{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}',
        '{"name": "Müller 😀"}'.encode(),
        rb'{"name": "\u00fc \ud83d\ude00 \n \\u0000 \\ud800"}',
        rb'{"path": "C:\\"}',
        b'{"n": 123456789012345678901234567890}',
        b'{"n": 0.000000000000000000000000000000000000001234}',
        b'"text"',
    ],
)
def test_a_sound_body_passes(body):
    check_json(body)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty_body"),
        (b" \n\t ", "empty_body"),
        (b"\xef\xbb\xbf{}", "byte_order_mark"),
        ("{}".encode("utf-16"), "invalid_utf8"),
        (b'{"a": "\xff"}', "invalid_utf8"),
        (b'{"a": "\xed\xa0\x80"}', "invalid_utf8"),
        (b'{"a": "\xc0\x80"}', "invalid_utf8"),
        (b"{", "invalid_json"),
        (b"{} {}", "invalid_json"),
        (b"{}x", "invalid_json"),
        (b"{'a': 1}", "invalid_json"),
        (b'{"a": 1,}', "invalid_json"),
        (b'{"a": 01}', "invalid_json"),
        (b'{"a": +1}', "invalid_json"),
        (b'{"a": .5}', "invalid_json"),
        (b'{"a": "\x00"}', "invalid_json"),
        (b'{"a": "line\nbreak"}', "invalid_json"),
        (rb'{"a": "\x41"}', "invalid_json"),
        (b"{}\x00", "invalid_json"),
        (b'{"a": NaN}', "not_finite"),
        (b"[Infinity]", "not_finite"),
        (b"-Infinity", "not_finite"),
        (b'{"a": 1, "a": 1}', "duplicate_key"),
        (rb'{"a": 1, "\u0061": 2}', "duplicate_key"),
        (b'[{"x": {"a": 1, "b": 2, "a": 3}}]', "duplicate_key"),
        (rb'{"a": "\u0000"}', "nul_character"),
        (rb'{"\u0000": 1}', "nul_character"),
        (rb'{"a": "\\\u0000"}', "nul_character"),
        (rb'{"a": "\ud800"}', "lone_surrogate"),
        (rb'{"a": "\uDC00\uD800"}', "lone_surrogate"),
        (rb'{"a": "\ud83d\ud83d\ude00\ude00"}', "lone_surrogate"),
        (rb'{"a": "\ud83d\\\ude00"}', "lone_surrogate"),
        (rb'{"\udfff": 1}', "lone_surrogate"),
        (b'{"n": 1234567890123456789012345678901}', "number_too_long"),
        (b'{"n": 1.234567890123456789012345678901}', "number_too_long"),
        (b"9" * 5_000, "number_too_long"),
        (b"0." + b"1" * 5_000, "number_too_long"),
        (b"1e400", "number_too_long"),
        (b"1e21", "number_too_long"),
        (b"-1E-21", "number_too_long"),
        (b"1e" + b"9" * 5_000, "number_too_long"),
        (b"[" * 41 + b"]" * 41, "too_deep"),
        (b'{"a":' * 41 + b"1" + b"}" * 41, "too_deep"),
        (b"[" * 1_000_000, "too_deep"),
        (b"[" * 200_000 + b"]" * 200_000, "too_deep"),
        (b'{"a":' * 200_000, "too_deep"),
    ],
)
def test_an_unsound_body_is_refused(body, code):
    assert refusal(body).code == code


@pytest.mark.parametrize("level", [b"[%s]", b'{"a":%s}', b'[{"a":%s}]'])
def test_the_depth_limit_is_exact(level):
    body, per_level = b"1", level.count(b"[") + level.count(b"{")
    for _ in range(40 // per_level):
        body = level % body
    check_json(body)
    assert refusal(level % body).code == "too_deep"
    check_json(level % body, max_depth=40 + per_level)


def test_brackets_in_strings_are_not_levels_and_do_not_hide_any():
    check_json(json.dumps(["[{" * 100, '"[' * 50, "\\"]).encode())
    hidden = b'["]]]]]]",' * 41 + b"1" + b"]" * 41
    assert refusal(hidden).code == "too_deep"


def test_wide_bodies_are_not_deep():
    check_json(json.dumps([{"items": [{}, []]}] * 1_000).encode())


def test_a_refusal_says_where():
    assert refusal(b'{"a": 1, "b": {"total": 1, "total": 2}}').key == "total"
    assert refusal(b'{"a": 1,\n "b": }').position == 15
    assert "line 2, column 7" in refusal(b'{"a": 1,\n "b": }').sentence
    assert refusal(rb'{"a": "\ud800"}').position == 7
    assert refusal(rb'{"a": "\u0000"}').position == 7
    assert refusal(b'{"a": "\xff"}').position == 7


def test_a_long_repeated_key_does_not_make_a_long_sentence():
    key = "k" * 10_000
    assert len(refusal(f'{{"{key}": 1, "{key}": 2}}'.encode()).sentence) < 200


def test_a_bracket_inside_of_a_text_is_no_level():
    check_json(b'"["', max_depth=0)
    assert refusal(b"[]", max_depth=0).code == "too_deep"


@given(values(STORABLE), st.booleans())
def test_whatever_json_writes_passes_up_to_its_depth(value, escaped):
    body = json.dumps(value, ensure_ascii=escaped).encode()
    check_json(body, max_depth=levels(value))


@given(values(BRACKETS).filter(levels), st.booleans())
def test_one_level_too_many_is_refused(value, escaped):
    body = json.dumps(value, ensure_ascii=escaped).encode()
    check_json(body, max_depth=levels(value))
    assert refusal(body, max_depth=levels(value) - 1).code == "too_deep"


@given(st.lists(ANY_TEXT | st.sampled_from(["\\", "\ud83d", "\ude00", "\x00", "\\u0000"]), max_size=6).map("".join))
def test_strings_that_cannot_be_stored_are_refused_and_no_others(text):
    body = json.dumps([text]).encode()
    read = json.loads(body)[0]
    unsound = any("\ud800" <= character <= "\udfff" or character == "\x00" for character in read)
    try:
        check_json(body)
    except JsonError as error:
        assert unsound
        assert error.code in {"lone_surrogate", "nul_character"}
    else:
        assert not unsound


@given(st.binary(max_size=60) | st.text(alphabet='[]{}",:\\u0d8e.-1aN ', max_size=40).map(str.encode))
def test_any_bytes_pass_or_are_refused(body):
    try:
        check_json(body)
    except JsonError:
        return
    json.loads(body, parse_float=Decimal)
