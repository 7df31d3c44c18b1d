"""A new file for credentials, readable by its owner alone."""

from pathlib import Path
from typing import Any

from payables.app.cli.printing import json_text
from payables.kit.errors import Sentence
from payables.platform.durable import flush_folder, write_aside


class CredentialsFileExists(Sentence):
    """{path} exists already, and the credentials in it may still be needed: move it away or name another file."""


class CredentialsFile:
    """Made before anything is issued, and written before that is in force: a secret that works can always be read.

    Whoever is killed in between leaves a secret in the file that never came into force; it opens nothing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._is_ours = False
        self._accounts: dict[str, list[dict[str, Any]]] = {}

    def open(self) -> None:
        """Raises CredentialsFileExists, or OSError when the folder cannot be written."""
        try:
            self.path.touch(0o600, exist_ok=False)
        except FileExistsError as error:
            raise CredentialsFileExists(path=self.path) from error
        self._is_ours = True

    def keep(self, account: str, head: dict[str, Any], credentials: list[dict[str, Any]]) -> None:
        """Add what an account is about to get; it is on the disk when this returns. A second try replaces the first."""
        if not self._is_ours:
            self.open()
        self._accounts[account] = credentials
        everything = [each for kept in self._accounts.values() for each in kept]
        write_aside(self.path, json_text({**head, "credentials": everything}).encode()).replace(self.path)
        flush_folder(self.path.absolute().parent)

    def close(self) -> None:
        """A file that never got any credentials is taken away again."""
        if self._is_ours and not self._accounts:
            self.path.unlink()
