"""What may be stored of a reading."""

from hypothesis import given
from hypothesis import strategies as st

from payables.capture.rules.clean_reading import clean_reading
from payables.extraction.model import Field, Line, Reading


def test_controls_are_taken_out_everywhere() -> None:
    dirty = Reading(
        "pdf",
        ["text"],
        1,
        fields={"number": Field("IN\x00V\x1b", 1.0, raw="a\x00")},
        items=[Line(name=Field("\x07x", 1.0))],
    )
    clean = clean_reading(dirty)
    assert (clean.fields["number"].value, clean.fields["number"].raw) == ("INV", "a")
    assert clean.items[0].name is not None and clean.items[0].name.value == "x"


def test_what_turns_writing_round_or_is_not_drawn_is_taken_out() -> None:
    hidden = Reading("pdf", [], 1, fields={"number": Field("INV\u202e-\u200b2041\ufeff", 1.0)})
    assert clean_reading(hidden).fields["number"].value == "INV-2041"


@given(st.text())
def test_what_is_left_can_be_stored(text: str) -> None:
    value = clean_reading(Reading("pdf", [], 1, fields={"number": Field(text, 1.0)})).fields["number"].value
    assert "\x00" not in value
    value.encode()
