"""Names that mean one vendor, and names that only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.vendors.model import ReadName, Signs
from payables.vendors.rules.identifiers import name_key
from payables.vendors.rules.keys import MOST_KEYS, exact_key, likeness_keys
from payables.vendors.rules.match_name import likeness, unlike
from payables.vendors.rules.printed import runs_of_words, standing_alone
from payables.vendors.rules.weigh_signs import sought_by

NAMES = ["Müller", "Söhne", "Nordlicht", "Café", "Harbour", "Supplies", "Frères", "Ibérica", "Zoë"]
WORDS = st.lists(st.sampled_from(NAMES), min_size=2)
FORMS = st.sampled_from(["", " GmbH", " Ltd.", " S.A.R.L.", ", Inc.", " Sdn Bhd", " B. V.", " GmbH & Co. KG"])


def key(name: str) -> str:
    return exact_key(name_key(name))


@given(words=WORDS, form=FORMS)
def test_case_accents_blanks_and_legal_forms_make_no_other_name(words: list[str], form: str) -> None:
    name = " ".join(words)
    assert key(name.upper() + form) == key(name) == key("  ".join(words)) == key("".join(words) + form)
    assert key(name.replace("ü", "u").replace("ö", "o").replace("é", "e").replace("è", "e").replace("ë", "e")) == key(
        name
    )


@given(one=st.text(max_size=300), other=st.text(max_size=300))
def test_likeness_is_the_same_both_ways_and_bounded(one: str, other: str) -> None:
    a, b = name_key(one), name_key(other)
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 0.85


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Bluefin Seafood", "Bluefin Seaf0od", True),
        ("Blue Fin Seafood", "Bluefin Sea food", True),
        ("Eagle Enterprise", "FY Eagle Enterprise", False),
        ("Anchor", "Blue Anchor Hotels", False),
        ("Sysco Houston", "Sysco Dallas", False),
        ("Ѕуѕсо Foods", "Sysco Foods", True),
    ],
)
def test_slips_of_reading_are_alike_and_a_word_more_is_another_name(one: str, other: str, alike: bool) -> None:
    assert (likeness(name_key(one), name_key(other)) >= 0.75) == alike


def test_brand_and_company_are_unlike() -> None:
    assert unlike(name_key("Harvest Lane Produce"), name_key("Bluefin Seafood"))
    assert not unlike(name_key("Bluefin"), name_key("Bluefin Seafood Distributors"))


@given(st.lists(st.text(max_size=120), max_size=60))
def test_whatever_is_printed_the_keys_are_bounded(texts: list[str]) -> None:
    names = tuple(ReadName(text, 0.5) for text in texts[:12])
    assert len(sought_by(Signs(names=names, printed=tuple(texts))).keys) <= MOST_KEYS


@given(st.text(max_size=300))
def test_a_name_has_keys_by_which_the_same_name_is_found(name: str) -> None:
    assert not name_key(name) or key(name) in likeness_keys(name)


def alone(texts: list[str], *vendors: str, own: tuple[str, ...] = ()) -> dict[str, bool]:
    found = standing_alone(runs_of_words(texts, own), [key(vendor) for vendor in vendors])
    return {vendor: found[key(vendor)] for vendor in vendors if key(vendor) in found}


def test_names_stand_between_marks_small_words_numbers_and_legal_forms() -> None:
    texts = [
        "Remit to Sinclair Media Group Inc Advertiser",
        "12345 Mill Bakery, 4 High Street",
        "operated by Quay Foods",
    ]
    assert alone(texts, "Sinclair Media Group", "Mill Bakery", "Quay Foods") == {
        "Sinclair Media Group": False,
        "Mill Bakery": False,
        "Quay Foods": False,
    }


def test_a_part_of_a_longer_name_names_nobody() -> None:
    assert alone(["Smart Media Group LLC"], "Media Group", "Smart Media") == {}
    assert alone(["Smart Media Group LLC"], "Smart Media Group") == {"Smart Media Group": True}


def test_of_two_vendors_one_within_the_others_name_the_longer_stands() -> None:
    found = alone(["Fish Market of Blue Anchor"], "Blue Anchor", "Fish Market of Blue Anchor")
    assert found == {"Fish Market of Blue Anchor": True}


def test_what_stands_within_the_companys_own_name_names_nobody() -> None:
    assert alone(["Blue Anchor, Hotels"], "Blue Anchor", own=("Blue Anchor Hotels",)) == {}


def test_print_without_letters_names_nobody() -> None:
    assert runs_of_words(["!!!", "---", ""], ()) == {}
