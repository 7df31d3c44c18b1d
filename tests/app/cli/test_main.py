import subprocess
import sys
from pathlib import Path

import pytest
from tests.app.cli.terminal import Terminal

PAYABLES = Path(sys.executable).with_name("payables")


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["provision"],
        ["provision", "org.yaml", "--maybe"],
        ["provision", "org.yaml", "second.yaml"],
        ["credentials", "list"],
        ["credentials", "burn"],
    ],
)
def test_wrong_use_is_told_in_one_line_and_ends_with_2(terminal: Terminal, arguments: list[str]) -> None:
    answer = terminal(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 1 and "payables --help" in answer.err


@pytest.mark.parametrize("arguments", [["--help"], ["provision", "--help"], ["credentials", "rotate", "--help"]])
def test_help_is_there_for_every_command(terminal: Terminal, arguments: list[str]) -> None:
    answer = terminal(*arguments)
    assert answer.code == 0 and "Usage: payables" in answer.out


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [
        ("PAYABLES_ENV", "staging", "PAYABLES_ENV"),
        ("PAYABLES_PORT", "many", "PAYABLES_PORT"),
        ("PAYABLES_ENV", "production", "belongs to the sandbox environment"),
        ("DATABASE_APP_URL", "postgresql://nobody@127.0.0.1:1/none", "check DATABASE_URL"),
    ],
)
def test_a_deployment_that_cannot_work_is_told_in_one_line(
    terminal: Terminal, variable: str, value: str, word: str
) -> None:
    terminal.set(**{variable: value})
    answer = terminal("credentials", "list", "--account", "x")
    assert (answer.code, answer.out) == (1, "")
    assert word in answer.err and len(answer.err.splitlines()) == 1


def test_the_program_is_installed_and_says_its_version() -> None:
    answer = subprocess.run([PAYABLES, "--version"], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip().count(".") == 2


def test_a_refusal_of_the_installed_program_ends_with_1_and_no_traceback() -> None:
    command = [PAYABLES, "provision", "/nowhere/org.yaml"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "/nowhere/org.yaml" in answer.stderr and "Traceback" not in answer.stderr


def test_the_openapi_document_needs_no_database(terminal: Terminal) -> None:
    terminal.set(DATABASE_URL="postgresql://127.0.0.1:1/none")
    document = terminal("openapi").data
    assert document["openapi"].startswith("3.1") and "/v1/oauth/token" in document["paths"]
