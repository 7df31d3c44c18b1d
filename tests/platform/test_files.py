"""Files by content: whole or not there, for their owner alone, and a storage that fails is told."""

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from payables.platform.errors import FileMissing, StorageUnavailable
from payables.platform.files import FileStore, LocalShelf, RemoteShelf

DATA = b"an invoice" * 1000


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore.open(tmp_path / "data", None)


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def place_of(folder: Path, data: bytes) -> Path:
    name = sha256(data).hexdigest()
    return folder / "data" / "files" / name[:2] / name[2:4] / name


def test_what_was_stored_is_read_again(store: FileStore) -> None:
    digest = asyncio.run(store.put(DATA))
    assert digest == sha256(DATA).digest()
    assert asyncio.run(store.get(digest)) == DATA


def test_files_and_folders_are_closed_to_others(store: FileStore, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        asyncio.run(store.put(DATA))
    finally:
        os.umask(before)
    files = tmp_path / "data" / "files"
    assert place_of(tmp_path, DATA).stat().st_mode & 0o777 == 0o600
    folders = [files, *(path for path in files.rglob("*") if path.is_dir())]
    assert [path.stat().st_mode & 0o777 for path in folders] == [0o700] * 3


def test_the_same_bytes_at_the_same_time_are_one_whole_file(store: FileStore, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        digests = list(threads.map(lambda data: asyncio.run(store.put(data)), [DATA] * 24))
    assert len(set(digests)) == 1
    assert stored(tmp_path) == [place_of(tmp_path, DATA)]
    assert asyncio.run(store.get(digests[0])) == DATA


def test_a_file_cut_short_is_stored_anew(store: FileStore, tmp_path: Path) -> None:
    digest = asyncio.run(store.put(DATA))
    place_of(tmp_path, DATA).write_bytes(DATA[:10])
    asyncio.run(store.put(DATA))
    assert asyncio.run(store.get(digest)) == DATA


def test_a_folder_in_the_files_place_is_not_taken_for_the_file(store: FileStore, tmp_path: Path) -> None:
    place_of(tmp_path, DATA).mkdir(parents=True)
    with pytest.raises(StorageUnavailable):
        asyncio.run(store.put(DATA))
    with pytest.raises(StorageUnavailable):
        asyncio.run(store.get(sha256(DATA).digest()))
    assert stored(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is POSIX's")
def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(OSError):
            asyncio.run(LocalShelf(tmp_path / "files").put("ab/cd/abcd", DATA * 200))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert stored(tmp_path) == []


def test_a_file_that_is_not_there_is_missing(store: FileStore) -> None:
    for each in (store, FileStore(RemoteShelf(MemoryStore()))):
        with pytest.raises(FileMissing):
            asyncio.run(each.get(bytes(32)))


def test_a_remote_shelf_keeps_files_by_the_same_names() -> None:
    memory = MemoryStore()
    digest = asyncio.run(FileStore(RemoteShelf(memory)).put(DATA))
    name = digest.hex()
    assert memory.head(f"{name[:2]}/{name[2:4]}/{name}")["size"] == len(DATA)


def test_every_folder_that_leads_to_a_file_is_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a flush reaches the disk cannot be seen from here; that it is asked for, can."""
    flushed: list[Path] = []
    sync = os.fsync

    def note(descriptor: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    shelf = LocalShelf(tmp_path / "data" / "files")
    assert {tmp_path, tmp_path / "data"} <= set(flushed)
    for _ in range(2):  # also where the file is there already: another writer may not have come so far yet
        flushed.clear()
        asyncio.run(shelf.put("ab/cd/abcd", DATA))
        files = tmp_path / "data" / "files"
        assert {files / "ab" / "cd", files / "ab", files} <= set(flushed)
