"""The random passwords of the three logins, in one file that only its owner reads."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Passwords:
    """Superuser (bootstrap only), owner (migrations) and application (everything else)."""

    superuser: str
    owner: str
    app: str


def read(path: Path) -> Passwords:
    return Passwords(**json.loads(path.read_text()))


def create(path: Path) -> Passwords:
    """New passwords, on disk before they are used: a crash in between must not lock everybody out."""
    made = Passwords(*(secrets.token_urlsafe(32) for _ in range(3)))
    write_privately(path, json.dumps(asdict(made)))
    return made


def write_privately(path: Path, text: str) -> None:
    """Replace the file at once and for good: never half a file, never readable by others, on disk when this returns."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    draft.replace(path)
