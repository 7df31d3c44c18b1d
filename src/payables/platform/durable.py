"""Folders and files that a power cut does not take back: whoever is told that something is stored can rely on it."""

import os
from pathlib import Path
from uuid import uuid4


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """With those above it that are missing; each is flushed into the one above. Existing folders keep their mode."""
    if folder.is_dir():
        return
    make_folder(folder.parent, mode)
    folder.mkdir(mode=mode, exist_ok=True)
    flush_folder(folder.parent)


def write_aside(path: Path, data: bytes) -> Path:
    """A flushed file beside `path`, for its owner alone, under a name that nobody else uses. Leaves nothing when it fails."""
    aside = path.with_name(f".{uuid4().hex}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def flush_folder(folder: Path) -> None:
    """What was made, renamed or removed in it is on the disk afterwards."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
