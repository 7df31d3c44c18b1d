"""What people type and what addresses say is read in one place: whoever reads it again, with bounds of their own, is found."""

import ast
from pathlib import Path

import payables.dashboard

DASHBOARD = Path(payables.dashboard.__file__).parent
READERS = {"shown/typed.py", "web/forms.py"}  # where digits are looked at
LOOKS_AT_DIGITS = {"isdecimal", "isdigit", "isnumeric"}


def test_digits_that_somebody_typed_are_read_in_one_place() -> None:
    """Elsewhere: Form.number, Form.numbers, Page.number, whole_number. Python's int() refuses digits by the thousand, and takes
    those of other scripts."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in LOOKS_AT_DIGITS
    ]
    assert found == []


def test_the_language_of_the_browser_is_read_in_one_place() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value == b"accept-language" and name != "web/page.py"
    ]
    assert found == []


def test_the_two_rules_look_at_every_module_of_pages() -> None:
    assert len([name for name, _ in _modules() if name.startswith("pages/")]) > 80


def _modules() -> list[tuple[str, ast.Module]]:
    """Path below the dashboard, and what stands there."""
    found = [(path.relative_to(DASHBOARD).as_posix(), path) for path in sorted(DASHBOARD.rglob("*.py"))]
    return [(name, ast.parse(path.read_text("utf-8"))) for name, path in found if name not in READERS]
