"""Files by content: a file is stored under its SHA-256, in a local folder or in S3-compatible storage."""

import asyncio
from hashlib import sha256
from pathlib import Path
from typing import Any

import obstore
from obstore.store import LocalStore, from_url


class FileStore:
    """Bytes in, digest out; the same bytes are stored once."""

    def __init__(self, store: Any) -> None:
        self._store = store

    @classmethod
    def open(cls, data_dir: Path, url: str | None) -> "FileStore":
        """`url` such as s3://bucket/prefix; without one, the folder `files` of the data directory."""
        if url:
            return cls(from_url(url))
        folder = data_dir / "files"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(LocalStore(str(folder), fsync=True))

    async def put(self, data: bytes) -> bytes:
        """Store and return the SHA-256. Storing what is there already changes nothing."""
        digest = await asyncio.to_thread(lambda: sha256(data).digest())
        await obstore.put_async(self._store, _path(digest), data)
        return digest

    async def get(self, digest: bytes) -> bytes:
        """Raises FileNotFoundError."""
        found = await obstore.get_async(self._store, _path(digest))
        return bytes(await found.bytes_async())


def _path(digest: bytes) -> str:
    name = digest.hex()
    return f"{name[:2]}/{name[2:4]}/{name}"
