"""The deployment's own key, with which stored secrets are hashed: a stolen database alone does not let anyone test guesses."""

import os
import secrets
from pathlib import Path

from payables.platform.durable import flush_folder, make_folder, write_aside
from payables.platform.settings import SettingsError


def load_or_create(data_dir: Path) -> bytes:
    """32 bytes from `secret.key` in the data directory; created on first use, mode 0600. Raises SettingsError.

    Every process of a deployment needs the same one.
    """
    path = data_dir / "secret.key"
    make_folder(data_dir)
    if not path.exists():
        _create(path)
    key = path.read_bytes()
    if len(key) != 32:
        raise SettingsError(f"{path} must hold exactly 32 bytes: restore it from your backup.")
    return key


def _create(path: Path) -> None:
    """Written aside and linked, so that two processes starting at once agree on one key."""
    aside = write_aside(path, secrets.token_bytes(32))
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
        flush_folder(path.parent)
