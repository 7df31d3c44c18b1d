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
QUOTED = re.compile(r"""["']([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)["']""")
WORD_LISTS = ("status.", "refused.")  # areas that are nothing but the words of one thing


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


def test_names_are_put_together_only_within_a_table_of_their_own() -> None:
    """Right below an area (`t("rules." ~ name)`) they would count as every text of it."""
    assert sorted(name for name in built() if name.count(".") == 1 and name not in WORD_LISTS) == []


def test_every_text_is_named_by_a_page_or_begins_as_names_that_are_built_do() -> None:
    """Names that are put together (`t("status." ~ word)`) are known by how they begin; what was done has a test of its own."""
    begins, named = (*built(), "said."), set(QUOTED.findall(sources()))
    assert sorted(name for name in catalogue() if name not in named and not name.startswith(begins)) == []


def test_every_sentence_of_what_was_done_is_said_by_a_page() -> None:
    """Their names stand in the code without their area, whole or as what they begin with."""
    literals = [node for file in ROOT.glob("**/*.py") for node in ast.walk(ast.parse(file.read_text()))]
    whole = {node.value for node in literals if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    heads = [node.values[0] for node in literals if isinstance(node, ast.JoinedStr) and node.values]
    begins = {one.value for one in heads if isinstance(one, ast.Constant) and re.fullmatch("[a-z]+_", str(one.value))}
    by_templates = {name.removeprefix("said.") for name in QUOTED.findall(sources())}
    said = [name.removeprefix("said.") for name in catalogue() if name.startswith("said.")]
    told = whole | by_templates
    assert sorted(name for name in said if name not in told and not name.startswith(tuple(map(str, begins)))) == []


def built() -> tuple[str, ...]:
    """How names begin that are put together."""
    source = sources()
    chosen = {f"{prefix}." for prefix in OF_CHOICES.findall(source)}
    return tuple({*BUILT.findall(source), *BUILT_IN_PYTHON.findall(source), *chosen})


@pytest.mark.parametrize(("count", "shown"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_a_text_has_the_form_of_its_count(count: int, shown: str) -> None:
    assert text("claims.days", count=count) == shown


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
