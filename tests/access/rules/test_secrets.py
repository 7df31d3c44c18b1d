import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.access.rules import secrets
from payables.access.rules.secrets import Label

KEY = bytes(32)
# Made once: what is drawn for an example must not depend on another secret than the one of the example before.
A_KEY = secrets.make("sandbox", "key")
A_SECRET = secrets.make("sandbox", "secret")


@pytest.mark.parametrize("env", ["sandbox", "production"])
@pytest.mark.parametrize("kind", ["key", "secret", "token"])
def test_a_secret_says_its_environment_and_kind(env: str, kind: str) -> None:
    text = secrets.make(env, kind)
    assert text.startswith(f"payables_{env}_{kind}_")
    assert secrets.read_label(text) == Label(env, kind)


def test_a_client_id_carries_the_same_label() -> None:
    assert secrets.read_label(secrets.make_client_id("sandbox")) == Label("sandbox", "client")


def test_a_secret_has_256_random_bits_and_goes_into_a_header_or_a_url_as_it_is() -> None:
    made = {secrets.make("sandbox", "key") for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(r"payables_sandbox_key_[0-9A-Za-z]{49}", text) for text in made)


@given(st.data())
def test_one_wrong_character_is_a_typing_error(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(A_KEY) - 1))
    other = data.draw(st.sampled_from("abcXYZ019_- é").filter(lambda c: c != A_KEY[place]))
    assert secrets.read_label(A_KEY[:place] + other + A_KEY[place + 1 :]) is None


@given(st.integers(0, len(A_SECRET) - 2))
def test_two_swapped_characters_are_a_typing_error(place: int) -> None:
    swapped = A_SECRET[:place] + A_SECRET[place + 1] + A_SECRET[place] + A_SECRET[place + 2 :]
    assert swapped == A_SECRET or secrets.read_label(swapped) is None


@given(st.text(max_size=300))
def test_any_other_text_is_no_secret(text: str) -> None:
    assert secrets.read_label(text) is None


@pytest.mark.parametrize("text", ["", "payables", "payables_sandbox_key_", "payables_sandbox_house_x", "Bearer x"])
def test_pieces_of_a_secret_are_none(text: str) -> None:
    assert secrets.read_label(text) is None


def test_a_cut_or_longer_secret_is_none() -> None:
    text = secrets.make("sandbox", "key")
    assert [secrets.read_label(other) for other in (text[:-1], text + "a", " " + text, text + "\n")] == [None] * 4


def test_what_is_stored_depends_on_the_secret_and_on_the_deployments_key() -> None:
    text, other = secrets.make("sandbox", "key"), secrets.make("sandbox", "key")
    stored = secrets.digest(text, KEY)
    assert len(stored) == 32
    assert stored == secrets.digest(text, KEY)
    assert stored != secrets.digest(other, KEY)
    assert stored != secrets.digest(text, b"x" * 32)


def test_a_hint_shows_four_characters_of_the_secret_and_none_of_its_checksum() -> None:
    text = secrets.make("sandbox", "key")
    assert secrets.hint(text) == "..." + text[-10:-6]
