"""Two document numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.kit.document_number import Likeness, key_text, likeness, signature, signatures_near
from payables.kit.text import normal_number

NUMBERS = st.text("0123456789ABOILSabRE-/. АВОΡ２", max_size=14) | st.sampled_from(
    ["4711 copy", "Kopie 4711", "Fattura 12"]
)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("INV-001/a", "inv 001 A", Likeness.EQUAL),
        ("INV-0012", "12", Likeness.SAME),
        ("RE 2026-118", "2026-0118", Likeness.SAME),
        ("Rechnung Nr. 4711", "4711", Likeness.SAME),
        ("2O26-lOO", "2026-100", Likeness.SAME),
        ("A-S5B8", "A-5588", Likeness.SAME),
        ("20417", "20471", Likeness.SWAPPED),
        ("HC-20417", "HC-2041", Likeness.DROPPED),
        ("HC-20417", "HC-204417", Likeness.DROPPED),
        ("20417", "20418", Likeness.OTHER),
        ("99", "100", Likeness.OTHER),
        ("1", "11", Likeness.OTHER),
        ("2026-01", "2026-10", Likeness.OTHER),
        ("4711-1/3", "4711-2/3", Likeness.OTHER),
        ("4711-1", "4711-11", Likeness.OTHER),
        ("4711-001", "4711-010", Likeness.OTHER),
        ("4711", "4711-1", Likeness.OTHER),
        ("1234A", "1234C", Likeness.OTHER),
        ("SOLO", "5010", Likeness.OTHER),
        ("4711 COPY", "4711", Likeness.SAME),
        ("Kopie 4711", "RE-4711", Likeness.SAME),
        ("4711-duplicate2", "04711", Likeness.SAME),
        ("Fattura n. 4711", "4711", Likeness.SAME),
        ("Factuur 4711", "Factura 4711", Likeness.SAME),
        ("COPYRIGHT", "RIGHT", Likeness.OTHER),
        ("СНВ-2041", "CHB-2041", Likeness.SAME),
        ("ΑΒ-2041", "AB 2041", Likeness.SAME),
        ("ІNV-2041", "2041", Likeness.SAME),
        ("ＩＮＶ－２０４１", "INV-2041", Likeness.EQUAL),
        ("٢٠٤١", "2041", Likeness.SAME),
        ("ДЖ-2041", "AB-2041", Likeness.OTHER),
        ("---", "4711", Likeness.ABSENT),
        (None, "", Likeness.ABSENT),
    ],
)
def test_how_two_numbers_are_alike(a: str | None, b: str | None, expected: Likeness) -> None:
    assert likeness(a, b) is expected
    assert likeness(b, a) is expected


@given(NUMBERS, NUMBERS)
def test_likeness_is_symmetrical(a: str, b: str) -> None:
    assert likeness(a, b) is likeness(b, a)


@given(NUMBERS)
def test_a_number_is_equal_to_itself_in_another_spelling(number: str) -> None:
    expected = Likeness.EQUAL if normal_number(number) else Likeness.ABSENT
    assert likeness(number, f" {number.lower()}. ") is expected


@given(NUMBERS, NUMBERS)
def test_equal_numbers_share_their_key_and_slips_are_near(a: str, b: str) -> None:
    """So that the look-up finds whatever the comparison would flag."""
    x, y = normal_number(a), normal_number(b)
    found = likeness(a, b)
    if found is Likeness.EQUAL:
        assert key_text(x) == key_text(y)
    if found in (Likeness.SWAPPED, Likeness.DROPPED):
        assert signature(y) in {signature(x), *signatures_near(signature(x))}
