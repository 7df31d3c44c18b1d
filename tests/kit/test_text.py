import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.kit.text import TextError, clean_text, normal_name, normal_number, readable

# Wider than st.text(): half surrogates and controls included.
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("", ""),
        ("Net 30", "Net 30"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("cafe\u0301", "café"),
        ("日本 😀", "日本 😀"),
        (" kept ", " kept "),
        ("INV\u202e-2041\u202c", "INV-2041"),
        ("I\u200bN\u2066V\u2069\ufeff\u00ad\U000e0041", "INV"),
        ("IN\u200dV-\u200c1", "INV-1"),
        ("one\u2028two", "one\ntwo"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_text_is_kept_in_one_normal_form(text, clean):
    assert clean_text(text, 20) == clean


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\x00b", "control_character"),
        ("\x1b[31m", "control_character"),
        ("\x0b", "control_character"),
        ("\x1f", "control_character"),
        ("\x7f", "control_character"),
        ("\ud800", "lone_surrogate"),
        ("a\udfffb", "lone_surrogate"),
        ("x" * 11, "too_long"),
        ("x" * 1_000_000, "too_long"),
    ],
)
def test_text_that_cannot_be_stored_is_refused(text, code):
    with pytest.raises(TextError) as caught:
        clean_text(text, 10)
    assert caught.value.code == code
    assert caught.value.sentence.endswith(".")


def test_the_limit_counts_characters_as_they_are_kept():
    assert clean_text("e\u0301" * 10, 10) == "é" * 10


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INV-001/a", "inv 001A"),
        ("№ 12.345", "no12345"),
        ("１２３", "123"),
        ("RE_2024#7", "re 2024 7"),
        ("STRASSE 1", "straße-1"),
    ],
)
def test_document_numbers_compare_without_case_and_signs(one, other):
    assert normal_number(one) == normal_number(other) != ""


def test_zeros_of_a_document_number_count():
    assert normal_number("INV-001") != normal_number("INV-1")


def test_a_number_of_signs_only_is_empty():
    assert normal_number("-/ .") == ""


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Acme, Inc.", "acme"),
        ("ACME  INC", "acme"),
        ("US Foods Inc", "us foods"),
        ("Premium Meats LLC", "premium meats"),
        ("Premium Meats, L.L.C.", "premium meats"),
        ("Local Produce Co", "local produce"),
        ("Sysco Foods Corp", "sysco foods"),
        ("Müller & Söhne GmbH & Co. KG", "muller sohne"),
        ("Müller und Söhne GmbH und Co. KG", "muller und sohne"),
        ("S.A.R.L. Dupont", "dupont"),
        ("Dupont SARL", "dupont"),
        ("Philips B.V.", "philips"),
        ("Philips B. V.", "philips"),
        ("Barilla S.p.A.", "barilla"),
        ("Barilla S.p.A", "barilla"),
        ("Grupo X S.A. de C.V.", "grupo x"),
        ("Orlen Sp. z o.o.", "orlen"),
        ("Straße AG", "strasse"),
        ("McDonald’s Corp.", "mcdonalds"),
        ("J.P. Morgan", "jp morgan"),
        ("J. P. Morgan", "jp morgan"),
        ("St.Mary Ltd", "st mary"),
        ("Smith and Sons", "smith sons"),
        ("Smith & Sons", "smith sons"),
        ("A & B", "a b"),
        ("A and B", "a b"),
        ("Coca-Cola Co.", "coca cola"),
        ("株式会社 山田", "株式会社 山田"),
        ("Inc.", "inc"),
        ("Co", "co"),
        ("!?", ""),
    ],
)
def test_names_compare_without_legal_form_accents_and_punctuation(written, normal):
    assert normal_name(written) == normal


def test_a_legal_form_inside_a_name_stays():
    assert normal_name("Co Op Foods Ltd") == "co op foods"
    assert normal_name("AG Supplies") == "ag supplies"
    assert normal_name("San Diego Zoo") == "san diego zoo"


@given(ANY_TEXT)
def test_any_text_is_cleaned_or_refused_and_clean_text_stays_the_same(text):
    try:
        clean = clean_text(text, 30)
    except TextError:
        return
    assert len(clean) <= 30
    assert clean.encode().decode() == clean
    assert clean_text(clean, 30) == clean


@given(ANY_TEXT)
def test_what_is_readable_of_any_text_can_be_stored_as_it_is(text):
    assert clean_text(readable(text), 200) == readable(text)


@given(ANY_TEXT)
def test_a_normal_form_is_its_own_normal_form(text):
    assert normal_number(normal_number(text)) == normal_number(text)
    assert normal_number(text) == "" or normal_number(text).isalnum()


@given(
    st.lists(st.sampled_from(["Acme", "inc", "B.", "V.", "&", "and", "x", "GmbH", "sarl", "de", "C.V."]), max_size=6)
)
def test_a_normal_name_has_words_if_the_name_has(words):
    name = normal_name(" ".join(words))
    assert (name == "") == all(word in {"&", "and"} for word in words)
    assert name == name.casefold().strip()
