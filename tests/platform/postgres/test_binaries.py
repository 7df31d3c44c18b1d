from pathlib import Path

import pytest

from payables.platform.postgres.binaries import Places, find
from payables.platform.postgres.errors import NoPrograms, ProgramsTooOld


def programs(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def test_the_programs_of_the_wheel_come_first() -> None:
    found = find()

    assert found.from_wheel
    assert found.postgres.is_file()
    assert found.major >= 18


def test_without_the_wheel_those_on_path_are_taken(tmp_path: Path) -> None:
    on_path = programs(tmp_path / "bin", "17.2 (Debian 17.2-1)")
    programs(tmp_path / "system" / "16" / "bin", "16.1")

    found = find(Places(None, f"/nowhere:{on_path}", tmp_path / "system"))

    assert (found.folder, found.major, found.from_wheel) == (on_path, 17, False)


def test_a_link_on_path_leads_to_the_folder_with_the_other_programs(tmp_path: Path) -> None:
    real = programs(tmp_path / "real", "16.3")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "postgres").symlink_to(real / "postgres")

    assert find(Places(None, str(tmp_path / "bin"), tmp_path)).folder == real


def test_of_the_systems_versions_the_newest_is_taken(tmp_path: Path) -> None:
    for version in ("9", "15", "16"):
        programs(tmp_path / version / "bin", f"{version}.4")

    assert find(Places(None, "", tmp_path)).major == 16


def test_no_programs_at_all_gives_a_sentence_that_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(NoPrograms, match="set DATABASE_URL"):
        find(Places(None, "", tmp_path))


def test_programs_that_are_too_old_are_named(tmp_path: Path) -> None:
    with pytest.raises(ProgramsTooOld, match=r"PostgreSQL 14 in .* needs version 15 .* DATABASE_URL"):
        find(Places(None, str(programs(tmp_path / "bin", "14.9")), tmp_path))
