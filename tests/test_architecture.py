"""What the tree promises (ARCHITECTURE.md). Imports are checked by import-linter, the rest here."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "payables"
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "service", "services", "manager", "managers", "misc"}
VOCABULARY = {"__init__", "model", "events", "errors", "actions", "rules", "queries", "store", "schema", "api", "jobs"}
# These are not capabilities of the business: they name their files after what they do.
FREE_FORM = {"app", "dashboard", "portal", "extraction", "platform", "kit"}
# Where an amount of money may pass. Extraction measures pictures and confidences, the platform waits for seconds.
WITHOUT_FLOAT = sorted(folder.name for folder in SOURCE.iterdir() if folder.is_dir() and folder.name not in FREE_FORM)
CLOCK = SOURCE / "platform" / "clock.py"
# A connector is one folder plus one registry line.
OWN_FOLDERS = {"capture": {"readers"}, "erp": {"connectors"}}
TREES = ("src", "tests", "samples", "benchmarks", "resilience", "scripts")


def modules(folder: Path = SOURCE) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def test_imports_keep_the_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_no_module_has_a_name_that_says_nothing() -> None:
    paths = [path for tree in TREES for path in modules(ROOT / tree)]
    assert [str(path.relative_to(ROOT)) for path in paths if NO_NAMES & {path.stem, path.parent.name}] == []


def test_a_capability_uses_the_vocabulary_of_files() -> None:
    def strangers(capability: Path) -> list[str]:
        known = VOCABULARY | OWN_FOLDERS.get(capability.name, set()) | {"__pycache__"}
        return [str(entry.relative_to(SOURCE)) for entry in capability.iterdir() if entry.stem not in known]

    capabilities = [folder for folder in SOURCE.iterdir() if folder.is_dir() and folder.name not in FREE_FORM]
    assert [name for folder in capabilities for name in strangers(folder)] == []


@pytest.mark.parametrize("capability", WITHOUT_FLOAT)
def test_money_meets_no_float(capability: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules(SOURCE / capability)
        for node in ast.walk(tree_of(path))
        if is_float(node) and not is_told_to_be_no_money(path, node)
    ]
    assert found == [], "use Decimal, or say on the line what it measures: `# not money: ...`"


def test_time_comes_from_the_clock() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in modules()
        if path != CLOCK
        for call in calls(tree_of(path))
        if ast.unparse(call.func) in {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}
    ]
    assert found == [], "ask payables.platform.clock, so that a test can set the time"


def test_the_development_lock_contains_the_runtime_lock() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / "requirements" / f"{name}.lock").read_text().splitlines()
        return {line for line in lines if line and not line.startswith("#")}

    assert pins("runtime") - pins("dev") == set(), "run `make lock`: the tests must run on what is shipped"


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def is_float(node: ast.AST) -> bool:
    return (isinstance(node, ast.Name) and node.id == "float") or (
        isinstance(node, ast.Constant) and isinstance(node.value, float)
    )


def is_told_to_be_no_money(path: Path, node: ast.Name | ast.Constant) -> bool:
    return "not money" in path.read_text(encoding="utf-8").splitlines()[node.lineno - 1]
