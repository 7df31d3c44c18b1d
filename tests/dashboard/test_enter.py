"""Enter in a field presses the first button of its form: where the buttons decide differently, none may be taken for another."""

from pathlib import Path

import payables.dashboard

TEMPLATES = Path(payables.dashboard.__file__).parent / "templates"
HARMLESS = {"policies/edit.html"}  # saves what is typed, or tries it and stores nothing


def test_a_form_of_several_steps_says_what_enter_does_in_it() -> None:
    found = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        for form in path.read_text("utf-8").split("<form")[1:]
        if "formaction" in form.split("</form>")[0] and "enter_decides_nothing(" not in form.split("</form>")[0]
    }
    assert found == HARMLESS
