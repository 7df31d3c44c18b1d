"""Files by content: a file is stored under its SHA-256, in a local folder or in S3-compatible storage.

The local folder is our own few lines, since a file that was acknowledged must survive a power cut and obstore's local
store does not flush to disk.
"""

import asyncio
import os
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import obstore
from obstore.store import from_url


class Shelf(Protocol):
    """Where files are kept, by name."""

    async def put(self, name: str, data: bytes) -> None: ...

    async def get(self, name: str) -> bytes: ...


class FileStore:
    """Bytes in, digest out; the same bytes are stored once."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @classmethod
    def open(cls, data_dir: Path, url: str | None) -> "FileStore":
        """`url` such as s3://bucket/prefix; without one, the folder `files` of the data directory."""
        return cls(RemoteShelf(from_url(url)) if url else LocalShelf(data_dir / "files"))

    async def put(self, data: bytes) -> bytes:
        """Store durably and return the SHA-256. Storing what is there already changes nothing."""
        digest = await asyncio.to_thread(lambda: sha256(data).digest())
        await self._shelf.put(_name(digest), data)
        return digest

    async def get(self, digest: bytes) -> bytes:
        """Raises FileNotFoundError."""
        return await self._shelf.get(_name(digest))


class LocalShelf:
    """A folder. A file appears under its name only when it is whole and on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def put(self, name: str, data: bytes) -> None:
        await asyncio.to_thread(self._write, self._folder / name, data)

    async def get(self, name: str) -> bytes:
        return await asyncio.to_thread((self._folder / name).read_bytes)

    def _write(self, path: Path, data: bytes) -> None:
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = path.with_name(f".{uuid4().hex}")
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class RemoteShelf:
    """S3-compatible storage by URL."""

    def __init__(self, store: Any) -> None:
        self._store = store

    async def put(self, name: str, data: bytes) -> None:
        await obstore.put_async(self._store, name, data)

    async def get(self, name: str) -> bytes:
        found = await obstore.get_async(self._store, name)
        return bytes(await found.bytes_async())


def _name(digest: bytes) -> str:
    text = digest.hex()
    return f"{text[:2]}/{text[2:4]}/{text}"
