"""Keeps .venv equal to the locks in requirements/: creates it, replaces an unusable one, installs what changed.

Called by scripts/setup with `runtime` or `dev`; needs nothing but the standard library. What was installed is
remembered by digest in .venv/.installed, so that a call with nothing to do takes a fraction of a second, no network.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
# A lock lists everything it needs, so pip resolves nothing; wheels only, so no package runs code at installation.
PIP_INSTALL = ["install", "--quiet", "--no-user", "--no-deps"]
LOCKED = ["--require-hashes", "--only-binary=:all:"]


def main() -> None:
    kind = sys.argv[1]
    with one_at_a_time():
        if not usable():
            create()
        install_lock("build")
        install_lock(kind)
        install_payables()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two `make` in one checkout wait for each other; the kernel frees the lock of a process that dies."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def usable() -> bool:
    """Whether .venv runs, has pip, was made for this place (scripts inside name it) and for the Python asked for."""
    wanted = sys.version_info[:2] if os.environ.get("PYTHON") else None
    question = "import sys, pip; print(sys.prefix); print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([PYTHON, "-I", "-c", question], capture_output=True, text=True, check=True).stdout
        made_for = (VENV / "bin" / "activate").read_text()
    except (OSError, subprocess.CalledProcessError):
        return False
    prefix, version_text = answer.splitlines()
    version = tuple(int(part) for part in version_text.split())
    return (
        Path(prefix) == VENV
        and any(f"VIRTUAL_ENV={quote}{VENV}{quote}" in made_for for quote in ("", '"', "'"))
        and version >= (3, 11)
        and wanted in (None, version)
    )


def create() -> None:
    if os.path.lexists(VENV):
        say("replacing .venv: it is incomplete, was moved here, or belongs to another Python")
        remove_venv()
    say(f"creating .venv with Python {sys.version.split()[0]} ({sys.executable})")
    run([sys.executable, "-m", "venv", "--without-pip", VENV], "the virtual environment could not be created")
    if importlib.util.find_spec("ensurepip"):
        run([PYTHON, "-I", "-m", "ensurepip"], "pip could not be put into .venv", stdout=subprocess.DEVNULL)
    else:
        # Debian ships ensurepip apart (python3-venv); the system's pip can install into .venv from outside.
        outside = [sys.executable, "-m", "pip", "--python", PYTHON]
        run([*outside, *PIP_INSTALL, *LOCKED, "-r", lock_file("build")], "pip could not be put into .venv")


def remove_venv() -> None:
    try:
        VENV.unlink() if VENV.is_symlink() or VENV.is_file() else shutil.rmtree(VENV)
    except OSError as error:
        sys.exit(f"setup: .venv must be replaced, but cannot be removed ({error}). Remove it by hand and try again.")


def install_lock(name: str) -> None:
    lock = lock_file(name)
    stamp = Stamp(name, lock.read_bytes())
    if stamp.is_current():
        return
    say(f"installing the packages of requirements/{lock.name}")
    pip([*PIP_INSTALL, *LOCKED, "-r", lock], f"the packages of requirements/{lock.name} could not be installed")
    stamp.write()
    if name == "dev":
        # dev.lock contains every line of runtime.lock.
        Stamp("runtime", lock_file("runtime").read_bytes()).write()


def install_payables() -> None:
    stamp = Stamp("payables", (ROOT / "pyproject.toml").read_bytes())
    if stamp.is_current() and (VENV / "bin" / "payables").exists():
        return
    pip([*PIP_INSTALL, "--no-build-isolation", "--editable", ROOT], "payables itself could not be installed")
    stamp.write()


class Stamp:
    """The digest of what .venv was last given under a name."""

    def __init__(self, name: str, content: bytes) -> None:
        self.file = VENV / ".installed" / name
        self.digest = hashlib.sha256(content).hexdigest()

    def is_current(self) -> bool:
        return self.file.exists() and self.file.read_text() == self.digest

    def write(self) -> None:
        self.file.parent.mkdir(exist_ok=True)
        self.file.write_text(self.digest)


def lock_file(name: str) -> Path:
    return LOCKS / f"{name}.lock"


def pip(arguments: list[str | Path], refusal: str) -> None:
    if not os.access(VENV, os.W_OK):
        sys.exit("setup: .venv is out of date and belongs to another user: let that user run setup, or remove .venv.")
    run([PYTHON, "-I", "-m", "pip", "--disable-pip-version-check", *arguments], refusal)


def run(command: list[str | Path], refusal: str, stdout: int | None = None) -> None:
    if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=stdout, cwd=ROOT, check=False).returncode != 0:
        sys.exit(f"setup: {refusal}; the lines above say why.")


def say(sentence: str) -> None:
    print(f"setup: {sentence}", flush=True)


if __name__ == "__main__":
    started = time.monotonic()
    main()
    if (seconds := time.monotonic() - started) > 2:
        say(f"done in {seconds:.0f} s; .venv/bin/payables is ready")
