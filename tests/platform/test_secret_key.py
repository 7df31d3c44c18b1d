"""The deployment's key: made once, for its owner alone, and never replaced."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from payables.platform.secret_key import load_or_create
from payables.platform.settings import SettingsError


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(load_or_create, [tmp_path / "data"] * 16))
    assert len(keys) == 1
    [key] = (tmp_path / "data").iterdir()
    assert (key.name, key.stat().st_mode & 0o777) == ("secret.key", 0o600)


def test_what_a_killed_process_left_does_not_stop_the_next_one(tmp_path: Path) -> None:
    (tmp_path / f"secret.key.{os.getpid()}").write_bytes(b"")
    assert len(load_or_create(tmp_path)) == 32


def test_a_key_of_another_length_is_a_sentence_for_the_operator(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_bytes(b"short")
    with pytest.raises(SettingsError, match="restore it from your backup"):
        load_or_create(tmp_path)
