from pathlib import Path

import pytest
from tests.app.cli.terminal import Terminal

from harness.server import Server


@pytest.fixture
def terminal(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(server, tmp_path, monkeypatch, capsys)
