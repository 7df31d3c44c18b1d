"""The command line against the tests' database: what it prints and how it ends."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from harness.server import Server
from payables.app.cli import run


@dataclass
class Answer:
    """What one command said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """`terminal("provision", "org.yaml")`; settings come from the environment, as for a person."""

    def __init__(
        self, server: Server, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self.capture = capture
        self.patch = patch
        key = folder / "data" / "secret.key"
        key.parent.mkdir(mode=0o700)
        key.write_bytes(server.secret_key)
        key.chmod(0o600)
        self.set(
            PAYABLES_ENV="sandbox",
            PAYABLES_DATA_DIR=str(key.parent),
            PAYABLES_PORT="65535",
            DATABASE_URL=server.database_dsns.owner,
            DATABASE_APP_URL=server.database_dsns.app,
        )

    def set(self, **variables: str) -> None:
        for name, value in variables.items():
            self.patch.setenv(name, value)

    def __call__(self, *arguments: str) -> Answer:
        self.capture.readouterr()
        code = run(list(arguments))
        said = self.capture.readouterr()
        return Answer(code, said.out, said.err)

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text)
        return str(path)
