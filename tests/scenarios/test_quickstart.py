"""docs/quickstart.md, followed to the letter: every command is run as it stands, by a shell, against `payables serve`.

What its reader fills in (NAME=...) is filled in from the answers before; curl fails on every refusal.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.ports import free_port
from harness.worker import paper

DOCUMENT = (Path(__file__).parents[2] / "docs" / "quickstart.md").read_text(encoding="utf-8")
END = "--end of the answer--"
READING_SECONDS = 30
NAMES = ("account_id", "api_key", "client_id", "client_secret", "reference_id", "id", "invoice_id")
PAPER = {
    "Harbour Supplies Ltd": "Sysco Foods Corp",
    "Blue Anchor Hotels Ltd": "Corner Cafe LLC",
    "Total GBP": "Total USD",
}

pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="needs curl, as the reader of the quickstart does")


class Shell:
    """One shell for the whole document, with a port and a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PAYABLES_DATA_DIR": str(folder / "data"),
            "PAYABLES_PORT": str(self.port),
        }
        self.server: subprocess.Popen[bytes] | None = None
        self.environment = environment
        self.process = subprocess.Popen(
            ["sh"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __call__(self, command: str) -> str:
        """What it prints; asserts that it succeeds."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"set -e\n{command}\necho\necho '{END}'\n")
        self.process.stdin.flush()
        said = ""
        for line in self.process.stdout:
            if line.startswith(END):
                return said.strip()
            said += line
        raise AssertionError(f"{command}\n\nended with {self.process.wait()} after: {said}")

    def serve(self, command: str) -> None:
        """In a terminal of its own, as its reader would."""
        with (self.folder / "serve.log").open("wb") as log:
            self.server = subprocess.Popen(
                command.split(), cwd=self.folder, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        ready = f"curl -s http://127.0.0.1:{self.port}/readyz >/dev/null"
        deadline = time.monotonic() + 120
        while subprocess.run(["sh", "-c", ready], check=False).returncode:
            assert time.monotonic() < deadline and self.server.poll() is None
            time.sleep(0.1)

    def close(self) -> None:
        self.process.kill()
        if self.server:
            self.server.send_signal(signal.SIGTERM)
            self.server.wait(60)


@pytest.fixture
def shell() -> Iterator[Shell]:
    folder = Path(tempfile.mkdtemp(prefix="payables-"))
    folder.chmod(0o755)
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / ".curlrc").write_text("fail-with-body\n")
    (folder / "org.yaml").write_text(_blocks("yaml")[0])
    (folder / "invoice.pdf").write_bytes(paper(**PAPER))
    found = Shell(folder)
    yield found
    found.close()
    shutil.rmtree(folder, ignore_errors=True)


def test_the_quickstart_works_as_it_is_written(shell: Shell) -> None:
    known: dict[str, Any] = {}
    done: list[str] = []
    for command in _commands(shell.port):
        if "=..." in command or "=racc_..." in command:
            shell(_filled(command, known))
        elif " serve " in command:
            shell.serve(command.partition("#")[0])
        else:
            _learn(known, _answer(shell, command))
            done.append(command)
        if "--credentials-file" in command:
            first, desk = json.loads((shell.folder / "creds.json").read_text())["credentials"]
            _learn(known, first)
            known |= {"desk_id": desk["client_id"], "desk_secret": desk["client_secret"]}
    assert len(done) >= 11
    assert json.loads(shell('call "$BASE/v1/invoices/$ID"'))["status"] == "exported"


def _commands(port: int) -> list[str]:
    """The blocks cut where lines are empty; lines that stand for themselves one by one."""
    parts = [part.strip() for block in _blocks("") for part in block.replace(":8000", f":{port}").split("\n\n")]
    commands: list[str] = []
    for part in parts:
        commands += part.splitlines() if part.startswith(".venv/bin/") else [part]
    return commands


def _blocks(language: str) -> list[str]:
    found: list[tuple[str, str]] = re.findall(r"^```(\w*)\n(.*?)^```$", DOCUMENT, re.S | re.M)
    return [text for name, text in found if name == language]


def _filled(command: str, known: dict[str, Any]) -> str:
    """The reader's part: NAME=... with what was seen."""
    names = {
        "KEY": "api_key", "CLIENT_ID": "client_id", "CLIENT_SECRET": "client_secret", "ACCOUNT": "account_id",
        "DESK_ID": "desk_id", "DESK_SECRET": "desk_secret",
        "COMPANY": "company", "LOCATION": "location", "REFERENCE": "reference_id", "ID": "id", "INVOICE_ID": "invoice_id",
    }  # fmt: skip
    return re.sub(r"\b([A-Z_]+)=(?:racc_)?\.\.\.", lambda found: f"{found[1]}='{known[names[found[1]]]}'", command)


def _answer(shell: Shell, command: str) -> Any:
    """The last answer of a command, parsed; one that looks for an invoice is repeated until it is read."""
    deadline = time.monotonic() + READING_SECONDS
    while True:
        said = shell(command)
        if not command.startswith("call "):
            return said
        answer = json.loads(said)
        assert not answer.get("errors"), answer
        if "reference_id=" not in command or answer["results"]:
            return answer
        assert time.monotonic() < deadline, "the upload was not read"
        time.sleep(0.2)


def _learn(known: dict[str, Any], answer: Any) -> None:
    """What the reader would keep: ids of company and location, of the upload, of the invoice."""
    if not isinstance(answer, dict):
        return
    first = (answer.get("results") or [answer])[0]
    known |= {name: first[name] for name in NAMES if name in first}
    if "location_group" in first:
        known |= {"company": first["ottimate_company_id"], "location": first["id"]}
