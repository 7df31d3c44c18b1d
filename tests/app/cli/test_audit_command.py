import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.app.cli.terminal import Terminal

from harness.invoices import make_invoice
from harness.tenants import Tenant


@pytest.fixture
def trail(terminal: Terminal, tenant: Tenant) -> Path:
    """An export of a real account."""
    make_invoice(tenant)
    path = terminal.folder / "trail.jsonl"
    answer = terminal("audit", "export", "--account", tenant.key, "--to", str(path))
    assert (answer.code, answer.err) == (0, "")
    return path


def test_an_export_is_verified_offline(terminal: Terminal, trail: Path) -> None:
    key = terminal("audit", "key").out.strip()
    head = json.loads(trail.read_bytes().splitlines()[-1])
    assert head["public_key"] == key
    answer = terminal("audit", "verify", str(trail), "--public-key", key)
    assert answer.code == 0 and answer.out.startswith(f"In order: {head['head']['seq']} entries of racc_")


def test_verifying_needs_neither_settings_nor_a_home(trail: Path, tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("payables"), "audit", "verify", trail, "--json"]
    known = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "nothing"),
        "DATABASE_URL": "postgresql://nowhere.invalid/x",
    }
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ok"] is True
    assert not (tmp_path / "nothing").exists()


def test_tampering_is_told_with_its_line(terminal: Terminal, trail: Path) -> None:
    lines = trail.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b'"subject_type":"', b'"subject_type":"x')
    trail.write_bytes(b"".join(lines))
    answer = terminal("audit", "verify", str(trail))
    assert answer.code == 1 and answer.out.startswith("line 5: Entry 5 was changed")
    data = terminal("audit", "verify", str(trail), "--json").data
    assert (data["ok"], data["faults"][0]["line"]) == (False, 5)


def test_a_saved_head_finds_a_cut(terminal: Terminal, tenant: Tenant, trail: Path) -> None:
    make_invoice(tenant)
    head = str(terminal.folder / "head")
    assert terminal("audit", "head", "--account", tenant.key, "--to", head).code == 0
    assert terminal("audit", "verify", str(trail)).code == 0
    answer = terminal("audit", "verify", str(trail), "--head", head)
    assert answer.code == 1 and "it was cut" in answer.out


def test_another_key_is_not_believed(terminal: Terminal, trail: Path) -> None:
    answer = terminal("audit", "verify", str(trail), "--public-key", "A" * 43 + "=")
    assert answer.code == 1 and "not the one you trust" in answer.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "/nowhere/trail"),
        ("verify", "/"),
        ("verify", "TRAIL", "--head", "/nowhere/head"),
        ("verify", "TRAIL", "--head", "TRAIL"),
        ("verify", "TRAIL", "--public-key", "nonsense"),
        ("verify", "TRAIL", "--public-key", ""),
        ("verify",),
    ],
)
def test_what_cannot_be_told_ends_with_2(terminal: Terminal, trail: Path, arguments: tuple[str, ...]) -> None:
    answer = terminal("audit", *(str(trail) if each == "TRAIL" else each for each in arguments))
    assert (answer.code, answer.out) == (2, "") and len(answer.err.splitlines()) == 1


def test_an_export_or_head_overwrites_nothing(terminal: Terminal, tenant: Tenant, trail: Path) -> None:
    before = trail.read_bytes()
    for verb in ("export", "head"):
        answer = terminal("audit", verb, "--account", tenant.key, "--to", str(trail))
        assert answer.code == 1 and "exists already" in answer.err
    assert trail.read_bytes() == before


@pytest.mark.parametrize("verb", ["export", "head"])
@pytest.mark.parametrize("account", ["nobody", "", "\udcff"])
def test_an_unknown_account_is_one_sentence(terminal: Terminal, verb: str, account: str) -> None:
    answer = terminal("audit", verb, "--account", account, "--to", str(terminal.folder / "new"))
    assert answer.code == 1 and answer.err.startswith("No account has the key")
    assert not (terminal.folder / "new").exists()


def test_without_a_file_the_lines_are_printed(terminal: Terminal, tenant: Tenant) -> None:
    assert set(terminal("audit", "head", "--account", tenant.key).data) == {"head", "public_key", "signature"}
    assert terminal("audit", "export", "--account", tenant.key).out.count("\n") > 5
