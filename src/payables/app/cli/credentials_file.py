"""A new file for credentials, readable by its owner alone."""

import os
from pathlib import Path
from typing import Any

from payables.app.cli.printing import json_text
from payables.kit.errors import Sentence


class CredentialsFileExists(Sentence):
    """{path} exists already, and the credentials in it may still be needed: move it away or name another file."""


class CredentialsFile:
    """Opened before anything is issued, so that what is issued can surely be written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def open(self) -> None:
        """Raises CredentialsFileExists, or OSError when the folder cannot be written."""
        try:
            self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise CredentialsFileExists(path=self.path) from error

    def write(self, data: dict[str, Any]) -> None:
        """Write and close; a file that would hold no credentials is taken away again."""
        if self._descriptor is None:
            return
        with os.fdopen(self._descriptor, "w") as file:
            file.write(json_text(data))
            file.flush()
            os.fsync(file.fileno())
        self._descriptor = None
        if not data["credentials"]:
            self.path.unlink()
