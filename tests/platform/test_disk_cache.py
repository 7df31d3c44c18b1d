"""A cache on the disk: bounded, shared, and never believed where it was torn."""

import asyncio
import os
from pathlib import Path

from payables.platform.disk_cache import DiskCache


def put(cache: DiskCache, key: str, data: bytes) -> None:
    asyncio.run(cache.put(key, data))


def get(cache: DiskCache, key: str) -> bytes | None:
    return asyncio.run(cache.get(key))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_put_is_found_by_every_process(tmp_path: Path) -> None:
    put(DiskCache(tmp_path, 1000), "abcd", b"picture")
    assert get(DiskCache(tmp_path, 1000), "abcd") == b"picture"
    assert get(DiskCache(tmp_path, 1000), "abce") is None


def test_what_is_torn_is_not_there(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 1000)
    put(cache, "abcd", b"picture")
    [path] = files(tmp_path)
    for torn in (path.read_bytes()[:-1], b"", b"x" * 30):
        path.write_bytes(torn)
        assert get(cache, "abcd") is None


def test_what_was_not_asked_for_longest_goes_first(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 1000)
    for n in range(4):
        put(cache, f"{n:04}", bytes(200))
        os.utime(tmp_path / "00" / f"{n:04}", (n, n))
    for n in range(4, 8):
        assert get(cache, "0000")
        put(cache, f"{n:04}", bytes(200))
    assert sum(path.stat().st_size for path in files(tmp_path)) <= 1000
    assert get(cache, "0000")
    assert get(cache, "0001") is None


def test_no_room_keeps_nothing(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "none", 0)
    put(cache, "abcd", b"picture")
    assert get(cache, "abcd") is None
    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "ab").write_text("a file in its place")
    cache = DiskCache(tmp_path, 1000)
    put(cache, "abcd", b"picture")
    assert get(cache, "abcd") is None


def test_only_the_owner_may_look(tmp_path: Path) -> None:
    put(DiskCache(tmp_path / "cache", 1000), "abcd", b"picture")
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in files(tmp_path))
