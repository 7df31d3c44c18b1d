"""The deployment's own key, with which stored secrets are hashed: a stolen database alone does not let anyone test guesses."""

import os
import secrets
from pathlib import Path


def load_or_create(data_dir: Path) -> bytes:
    """32 bytes from `secret.key` in the data directory; created on first use, mode 0600.

    Every process of a deployment needs the same one.
    """
    path = data_dir / "secret.key"
    data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _create(path)
    key = path.read_bytes()
    if len(key) != 32:
        raise ValueError(f"{path} must hold exactly 32 bytes: restore it from your backup.")
    return key


def _create(path: Path) -> None:
    """Written aside and linked, so that two processes starting at once agree on one key."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
