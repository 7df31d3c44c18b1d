"""Fields as people call them."""

import re
from pathlib import Path

import pytest

import payables.dashboard
from payables.dashboard.shown.field_names import field_name

TEMPLATES = Path(payables.dashboard.__file__).parent / "templates"
MADE = re.compile(r"""\{\{ *(?:field|area|choice)\("([a-z_.]+)", """)
SECRET = {"_password"}  # carried nowhere, and refused beside its field alone


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("notes", "Notes"),
        ("items[2].price", "Price (3)"),
        ("part.3.d.ACCOUNT", "GL account (3)"),
        ("dimensions.DEPARTMENT", "Department"),
        ("line.4711.amount", "Amount"),
        ("said.4711", "What the ERP says"),
        (f"items[{'9' * 5000}].price", "Price"),
        ("no_such_field", None),
    ],
)
def test_a_field_is_called_as_its_label_is(name: str, words: str | None) -> None:
    assert field_name(name) == words


def test_every_field_that_a_form_of_a_page_has_is_called_by_words() -> None:
    """What was typed into it is listed for whoever was signed out, and what is refused of it above the page."""
    made = {name for file in TEMPLATES.glob("**/*.html") for name in MADE.findall(file.read_text())}
    assert len(made) > 50
    assert sorted(name for name in made - SECRET if field_name(name) is None) == []
