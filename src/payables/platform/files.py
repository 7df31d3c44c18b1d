"""Files by content: a file is stored under its SHA-256, in a local folder or in S3-compatible storage.

The local folder is our own few lines, since a file that was acknowledged must survive a power cut and obstore's local
store does not flush to disk.
"""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import from_url

from payables.platform.durable import flush_folder, make_folder, write_aside
from payables.platform.errors import FileMissing, StorageUnavailable
from payables.platform.settings import SettingsError

log = structlog.get_logger("files")


class Shelf(Protocol):
    """Where files are kept, by name. Raises OSError, of which FileNotFoundError, or obstore's errors."""

    async def put(self, name: str, data: bytes) -> None: ...

    async def get(self, name: str) -> bytes: ...


class FileStore:
    """Bytes in, digest out; the same bytes are stored once. What goes wrong is logged here and raised as a refusal."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @classmethod
    def open(cls, data_dir: Path, url: str | None) -> "FileStore":
        """`url` such as s3://bucket/prefix; without one, the folder `files` of the data directory. Raises SettingsError."""
        return cls(RemoteShelf(_remote(url)) if url else LocalShelf(data_dir / "files"))

    async def put(self, data: bytes) -> bytes:
        """Store durably and return the SHA-256. Storing what is there already changes nothing. Raises StorageUnavailable."""
        digest = await asyncio.to_thread(lambda: sha256(data).digest())
        with _trouble(digest):
            await self._shelf.put(_name(digest), data)
        return digest

    async def get(self, digest: bytes) -> bytes:
        """Raises FileMissing, StorageUnavailable."""
        with _trouble(digest):
            try:
                return await self._shelf.get(_name(digest))
            except FileNotFoundError as error:
                log.error("stored file missing", sha256=digest.hex())
                raise FileMissing from error


class LocalShelf:
    """A folder that only its owner enters. A file appears under its name only when it is whole and on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        make_folder(folder.parent)
        make_folder(folder, 0o700)

    async def put(self, name: str, data: bytes) -> None:
        await asyncio.to_thread(self._write, self._folder / name, data)

    async def get(self, name: str) -> bytes:
        return await asyncio.to_thread((self._folder / name).read_bytes)

    def _write(self, path: Path, data: bytes) -> None:
        """Every folder on the way is flushed even where nothing is new: whoever made it may not have come so far yet."""
        if not _is_whole(path, len(data)):
            make_folder(path.parent, 0o700)
            aside = write_aside(path, data)
            try:
                aside.replace(path)
            except BaseException:
                aside.unlink(missing_ok=True)
                raise
        for folder in path.relative_to(self._folder).parents:
            flush_folder(self._folder / folder)


class RemoteShelf:
    """S3-compatible storage by URL."""

    def __init__(self, store: Any) -> None:
        self._store = store

    async def put(self, name: str, data: bytes) -> None:
        await obstore.put_async(self._store, name, data)

    async def get(self, name: str) -> bytes:
        found = await obstore.get_async(self._store, name)
        return bytes(await found.bytes_async())


def _remote(url: str) -> Any:
    try:
        return from_url(url)
    except (BaseError, ValueError) as error:
        sentence = "PAYABLES_FILES_URL must be the address of S3-compatible storage, such as s3://bucket/prefix."
        raise SettingsError(sentence) from error


@contextmanager
def _trouble(digest: bytes) -> Generator[None]:
    """What a shelf raises, as a line for the operator and a refusal for whoever asked."""
    try:
        yield
    except (OSError, BaseError) as error:
        log.error("storage failed", sha256=digest.hex(), exc_info=error)
        raise StorageUnavailable from error


def _is_whole(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _name(digest: bytes) -> str:
    text = digest.hex()
    return f"{text[:2]}/{text[2:4]}/{text}"
