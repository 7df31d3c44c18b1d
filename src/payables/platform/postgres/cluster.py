"""The cluster on disk: created once and completely, refused when another version wrote it."""

import os
import shutil
import subprocess
from pathlib import Path

from payables.platform.postgres import configuration, passwords
from payables.platform.postgres.binaries import Binaries
from payables.platform.postgres.errors import ClusterNotCreated, DataOfAnotherVersion
from payables.platform.postgres.folders import Folders
from payables.platform.postgres.identity import RunAs
from payables.platform.postgres.process import die_with

SUPERUSER = "postgres"


def prepare(folders: Folders, programs: Binaries, run_as: RunAs, *, durable: bool) -> None:
    """See that the cluster exists, has the right version and our settings. The caller holds the supervisor's lock.

    Raises DataOfAnotherVersion (nothing changed) or ClusterNotCreated (nothing left behind).
    """
    if folders.data.exists():
        _insist_on_version(folders.data, programs.major)
        if not folders.passwords.exists():
            _replace_lost_passwords(folders, programs, run_as)
    else:
        _create(folders, programs, run_as, durable=durable)
    configuration.write(folders, durable=durable)


def _insist_on_version(data: Path, found: int) -> None:
    mark = data / "PG_VERSION"
    written = mark.read_text().strip() if mark.exists() else "an unknown program"
    if written != str(found):
        raise DataOfAnotherVersion(folder=data, written=written, found=found)


def _create(folders: Folders, programs: Binaries, run_as: RunAs, *, durable: bool) -> None:
    """initdb beside the final place, then one rename: a crash in between leaves no half cluster."""
    draft = folders.unfinished_data
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    run_as.give(draft)
    made = passwords.create(folders.passwords)
    superuser_password = folders.home / "superuser.password"
    passwords.write_privately(superuser_password, made.superuser)
    run_as.give(superuser_password)
    try:
        _initdb(programs, run_as, draft, superuser_password, durable=durable)
    finally:
        superuser_password.unlink()
    draft.rename(folders.data)


def _initdb(programs: Binaries, run_as: RunAs, data: Path, password_file: Path, *, durable: bool) -> None:
    command = [
        str(programs.initdb),
        f"--pgdata={data}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--data-checksums",
        "--no-instructions",
        *_locale(programs.major),
        *([] if durable else ["--no-sync"]),
    ]
    # It must not go on writing for a dead supervisor: the next one begins again in the same folder.
    alone = die_with(os.getpid())
    done = subprocess.run(command, check=False, capture_output=True, text=True, preexec_fn=alone, **run_as.popen())
    if done.returncode != 0:
        shutil.rmtree(data, ignore_errors=True)
        raise ClusterNotCreated(folder=data, reason=_last_line(done.stderr))


def _locale(major: int) -> list[str]:
    """Letters beyond ASCII, in an order that no system update changes: 17 brings that itself, without ICU or libc."""
    if major >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C", "--lc-ctype=C.UTF-8"]


def _replace_lost_passwords(folders: Folders, programs: Binaries, run_as: RunAs) -> None:
    """A data folder that was restored without its passwords: the superuser gets a new one in single-user mode."""
    made = passwords.create(folders.passwords)
    command = [str(programs.postgres), "--single", "-D", str(folders.data), "-c", "log_min_messages=fatal", "postgres"]
    statement = f"ALTER ROLE {SUPERUSER} PASSWORD '{made.superuser}'\n"
    done = subprocess.run(command, check=False, input=statement, capture_output=True, text=True, **run_as.popen())
    if done.returncode != 0 or "ERROR" in done.stderr:
        folders.passwords.unlink()
        raise ClusterNotCreated(folder=folders.data, reason=_last_line(done.stderr))


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it gave no reason"
