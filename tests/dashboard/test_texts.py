"""The catalogue of texts: nothing is missing, and nothing stands there for nobody."""

import ast
import re
from pathlib import Path

import pytest

import payables.dashboard
from payables.dashboard.texts import catalogue, text

ROOT = Path(payables.dashboard.__file__).parent
USED = re.compile(r"""\bt\(\s*["']([a-z0-9_.-]+)["']""")
BUILT = re.compile(r"""\bt\(\s*["']([a-z0-9_.-]+\.)["']\s*~""")
BUILT_IN_PYTHON = re.compile(r"""(?<![.\w])text\(\s*f["']([a-z0-9_.-]+\.)\{""")
OF_CHOICES = re.compile(r"""\bchoices\(\s*["']([a-z0-9_.-]+)["']""")
IN_PYTHON = re.compile(r"""(?<![.\w])text\(\s*["']([a-z0-9_.-]+)["']""")


def sources() -> str:
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("**/*.py")]
    return "\n".join(file.read_text() for file in files)


def test_every_text_that_a_page_names_is_in_the_catalogue() -> None:
    source = sources()
    in_python = "\n".join(file.read_text() for file in ROOT.glob("**/*.py"))
    named = {*USED.findall(source), *IN_PYTHON.findall(in_python)} - {
        prefix.rstrip() for prefix in BUILT.findall(source)
    }
    assert sorted(name for name in named if not name.endswith(".") and name not in catalogue()) == []


def test_every_text_is_named_by_a_page_or_begins_as_names_that_are_built_do() -> None:
    """Names that are put together (`t("status." ~ word)`) are known by how they begin; `said.` is named by addresses."""
    source = sources()
    chosen = {f"{prefix}." for prefix in OF_CHOICES.findall(source)}
    begins = tuple({*BUILT.findall(source), *BUILT_IN_PYTHON.findall(source), *chosen, "said."})
    words = set(re.findall(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", source))
    assert sorted(name for name in catalogue() if name not in words and not name.startswith(begins)) == []


@pytest.mark.parametrize(("count", "shown"), [(0, "0 results"), (1, "1 result"), (2, "2 results")])
def test_a_text_has_the_form_of_its_count(count: int, shown: str) -> None:
    assert text("base.results", count=count) == shown


def test_values_are_filled_in_as_they_are() -> None:
    assert text("base.select_row", name="{count} <b>") == "Select {count} <b>"


def test_no_sentence_for_people_stands_outside_of_the_catalogue() -> None:
    """Of a fault, the second value is what people read. Refusals say theirs in their docstrings, as everywhere in the house."""
    told = {"FieldError", "BadValueError", "NotANumber"}
    found = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in ROOT.glob("**/*.py")
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in told
        if any(isinstance(said, ast.Constant | ast.JoinedStr) for said in call.args[1:2])
    ]
    assert found == []
