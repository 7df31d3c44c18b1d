"""Bytes that can be made again, in a folder of bounded size: what was not asked for longest goes first.

Nothing is flushed: a file that a power cut tore does not have the digest that it begins with, and is made again. Several
processes may share the folder.
"""

import asyncio
import contextlib
import os
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

from payables.platform.durable import make_folder

_DIGEST = 16
_SWEEP_AFTER = 32  # this share of the bound is written between two looks at the folder
_LEAVE = 0.9  # of the bound, by one look


class DiskCache:
    """`most` bytes; 0 keeps nothing."""

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._most = most
        self._written = most  # the first look is soon

    async def get(self, key: str) -> bytes | None:
        """`key` is letters and digits."""
        return await asyncio.to_thread(self._read, self._path(key)) if self._most else None

    async def put(self, key: str, data: bytes) -> None:
        """A disk that is full or gone keeps nothing, and stops nobody."""
        if self._most:
            with contextlib.suppress(OSError):
                await asyncio.to_thread(self._write, self._path(key), data)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

    def _read(self, path: Path) -> bytes | None:
        try:
            kept = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        data = kept[_DIGEST:]
        return data if kept[:_DIGEST] == _digest(data) else None

    def _write(self, path: Path, data: bytes) -> None:
        make_folder(path.parent, 0o700)
        aside = path.with_name(f".{uuid4().hex}")
        try:
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_digest(data) + data)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        self._written += len(data)
        if self._written >= self._most // _SWEEP_AFTER:
            self._written = 0
            self._sweep()

    def _sweep(self) -> None:
        found = sorted(_files(self._folder))
        over = sum(size for _, size, _ in found) - self._most
        if over <= 0:
            return
        over += int(self._most * (1 - _LEAVE))
        for _, size, path in found:
            if over <= 0:
                return
            path.unlink(missing_ok=True)
            over -= size


def _files(folder: Path) -> list[tuple[float, int, Path]]:
    """When each was last asked for, and its size."""
    found: list[tuple[float, int, Path]] = []
    for path in folder.glob("*/*"):
        with contextlib.suppress(OSError):
            told = path.stat()
            found.append((told.st_mtime, told.st_size, path))
    return found


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()
