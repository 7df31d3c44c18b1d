from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.kit.ids import (
    Uuid7Maker,
    approval_id,
    dim_id,
    is_idempotency_key,
    parse_int_id,
    parse_racc,
    parse_uuid,
    racc,
    uuid7,
)

NOW = 1_795_132_800_000


def test_a_uuid7_carries_its_millisecond_version_and_variant():
    made = Uuid7Maker().make(NOW)
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == NOW


@given(st.lists(st.integers(0, 2**47), min_size=2, max_size=50))
def test_uuid7s_only_grow_whatever_the_clock_does(times):
    maker = Uuid7Maker()
    made = [maker.make(now_ms) for now_ms in times]
    assert made == sorted(set(made))
    assert {(one.version, one.variant) for one in made} == {(7, RFC_4122)}
    assert made[0].int >> 80 == times[0]


def test_a_frozen_clock_gives_different_ids_of_the_same_millisecond():
    maker = Uuid7Maker()
    made = [maker.make(NOW) for _ in range(10_000)]
    assert len(set(made)) == 10_000
    assert {one.int >> 80 for one in made} <= {NOW, NOW + 1}


def test_threads_never_get_the_same_id():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(uuid7, [NOW] * 4_000))
    assert len(set(made)) == 4_000


@pytest.mark.parametrize("now_ms", [-1, 2**48])
def test_a_time_outside_48_bits_is_a_mistake(now_ms):
    with pytest.raises(ValueError, match="milliseconds"):
        Uuid7Maker().make(now_ms)


def test_a_uuid_is_read_in_its_usual_form():
    made = uuid7(NOW)
    assert parse_uuid(str(made)) == parse_uuid(str(made).upper()) == made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "019a9f2e8c0070008000000000000000",
        "{019a9f2e-8c00-7000-8000-000000000000}",
        "urn:uuid:019a9f2e-8c00-7000-8000-000000000000",
        "019a9f2e-8c00-7000-8000-00000000000",
        "019a9f2e-8c00-7000-8000-000000000000\n",
        "019a9f2e-8c00-7000-8000-00000000000g",
        "０19a9f2e-8c00-7000-8000-000000000000",
    ],
)
def test_other_forms_are_not_a_uuid(text):
    assert parse_uuid(text) is None


def test_an_account_id_goes_out_and_comes_back():
    account = UUID("019a9f2e-8c00-7000-8000-00000000abcd")
    assert racc(account) == "racc_019a9f2e8c007000800000000000abcd"
    assert parse_racc(racc(account)) == account


@pytest.mark.parametrize("text", ["", "racc_", "racc_123", "RACC_" + "0" * 32, "racc_" + "A" * 32, "racc_" + "0" * 33])
def test_what_is_not_an_account_id_is_none(text):
    assert parse_racc(text) is None


@pytest.mark.parametrize(("make", "prefix", "length"), [(dim_id, "dim_", 12), (approval_id, "pbjappr_", 32)])
def test_prefixed_ids_are_random_ascii(make, prefix, length):
    made = {make() for _ in range(1_000)}
    assert len(made) == 1_000
    for one in made:
        assert one.startswith(prefix)
        assert len(one) == len(prefix) + length
        assert one.removeprefix(prefix).isalnum()
        assert one.isascii()


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("169860239", 169860239), ("2147483647", 2147483647)])
def test_an_integer_id_is_read(text, number):
    assert parse_int_id(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "0", "-1", "+1", "01", " 1", "1 ", "1\n", "1.0", "1e3", "1_0", "１", "2147483648", "9" * 5_000, "abc", "0x1"],
)
def test_what_is_not_an_integer_id_is_none(text):
    assert parse_int_id(text) is None


@given(st.integers(1, 2**31 - 1))
def test_every_integer_id_comes_back(number):
    assert parse_int_id(str(number)) == number


@pytest.mark.parametrize("key", ["a", "A" * 128, "01J9-x._+=/9", "4f1c0d2e-0c9e-4f0e-9b57-6f2f0a1d8c11"])
def test_documented_keys_are_idempotency_keys(key):
    assert is_idempotency_key(key)


@pytest.mark.parametrize("key", ["", "A" * 129, "a b", "a\n", "a,b", "clé", "a:b", "a\x00"])
def test_other_keys_are_not(key):
    assert not is_idempotency_key(key)


@given(st.text(max_size=40))
def test_any_text_is_read_or_none(text):
    for read in (parse_uuid, parse_racc, parse_int_id):
        assert read(text) is None or text.isascii()
