"""The machine: Python, packages, programs."""

import importlib
import importlib.metadata
import platform
import re
import shutil
import subprocess
import sys

from payables.app.doctor.finding import Finding, note, ok, wrong
from payables.platform.postgres import binaries
from payables.platform.postgres.errors import DatabaseUnavailable
from payables.platform.settings import Settings

# Packages with machine code, by the name they are imported by: installed is not yet usable on every machine.
NATIVE = ("asyncpg", "msgspec", "lxml.etree", "PIL._imaging", "pypdfium2", "numpy", "cv2", "onnxruntime", "argon2")
NAME = re.compile(r"[A-Za-z0-9._-]+")


def python() -> Finding:
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info >= (3, 14):
        return note("python", f"{found}: there is no embedded PostgreSQL for it.", "Install PostgreSQL 15 or newer.")
    return ok("python", found)


def packages() -> Finding:
    """Everything the package asks for is installed, and what has machine code can be loaded."""
    broken = [*_not_installed(), *_not_loading()]
    if broken:
        return wrong("packages", "; ".join(broken), "Run `make setup`.")
    return ok("packages", f"payables {importlib.metadata.version('payables')}, all installed and loading")


def _not_installed() -> list[str]:
    wanted = [line for line in importlib.metadata.requires("payables") or [] if "extra ==" not in line]
    missing: list[str] = []
    for line in wanted:
        name = NAME.match(line)
        if name and _applies(line) and not _is_installed(name[0]):
            missing.append(f"{name[0]} is not installed")
    return missing


def _applies(requirement: str) -> bool:
    """Two packages are not for every machine: uvloop and httptools not for Windows, the database wheel up to 3.13."""
    if "python_version" in requirement and sys.version_info >= (3, 14):
        return False
    return not ("sys_platform" in requirement and sys.platform == "win32")


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _not_loading() -> list[str]:
    broken: list[str] = []
    for name in NATIVE:
        try:
            importlib.import_module(name)
        except Exception as error:
            broken.append(f"{name} cannot be loaded ({str(error).splitlines()[0]})")
    return broken


def postgres_programs(settings: Settings) -> Finding:
    if settings.database_url:
        return ok("postgresql", "DATABASE_URL is set: no programs needed here")
    try:
        found = binaries.find()
    except DatabaseUnavailable as error:
        return wrong("postgresql", str(error))
    return ok("postgresql", f"version {found.major} in {found.folder}")


def tesseract() -> Finding:
    program = shutil.which("tesseract")
    if program is None:
        return note("ocr", "Tesseract is not installed: scans are read by the built-in engine only.")
    answer = subprocess.run([program, "--version"], check=False, capture_output=True, text=True, timeout=30)
    return ok("ocr", f"{(answer.stdout or answer.stderr).splitlines()[0]} at {program}, and the built-in engine")
