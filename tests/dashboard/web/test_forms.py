"""What a form says of its fields."""

import pytest

from payables.dashboard.web.forms import Form


@pytest.mark.parametrize(
    ("fields", "touched"),
    [
        ({"note": "a", "was.note": "a"}, False),
        ({"note": "a\r\nb", "was.note": "a\nb"}, False),
        ({"note": " a ", "was.note": "a"}, False),
        ({"note": "b", "was.note": "a"}, True),
        ({"note": "", "was.note": "a"}, True),
        ({"note": ""}, True),
        ({"was.note": "a"}, False),
    ],
)
def test_a_field_is_touched_where_it_says_something_else_than_what_stood_there(
    fields: dict[str, str], touched: bool
) -> None:
    assert Form({name: [value] for name, value in fields.items()}).is_touched("note") is touched


@pytest.mark.parametrize(
    ("sent", "part"), [("01a2-ff", "01a2-ff"), ("../../x", "x"), ("", "-"), ("/", "-"), ("é?a=1#", "a1")]
)
def test_a_part_of_a_path_leads_nowhere_else(sent: str, part: str) -> None:
    assert Form({"id": [sent]}).part("id") == part


def test_whole_numbers_are_read_from_fields() -> None:
    form = Form({"id": ["7"], "many": ["1", "x", "22", "-3"], "hours": ["soon"], "none": [""]})
    assert (form.number("id"), form.number("id", 6), form.numbers("many")) == (7, None, [1, 22])
    assert (form.number_or_text("id"), form.number_or_text("hours"), form.number_or_text("none")) == (7, "soon", None)
