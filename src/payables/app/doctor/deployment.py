"""The deployment on this machine: data folder, secret key, port."""

import http.client
import os
import shutil
import socket
from pathlib import Path

from payables.app.doctor.finding import Finding, note, ok, wrong
from payables.platform.settings import Settings

LEAST_FREE = 1024**3
SECONDS = 3


def data_folder(settings: Settings) -> Finding:
    """Exists with a secret key that only its owner reads, can be written, has a gigabyte left."""
    folder = settings.data_dir
    if not folder.exists():
        return _not_made_yet(folder)
    if not os.access(folder, os.W_OK | os.X_OK):
        return wrong("data folder", f"{folder} cannot be written by this user.", "Set PAYABLES_DATA_DIR or its owner.")
    if problem := _readable_secret(folder):
        return problem
    free = shutil.disk_usage(folder).free
    found = f"{folder}, {free / 1024**3:.1f} GiB free"
    return ok("data folder", found) if free >= LEAST_FREE else wrong("data folder", found, "Make room.")


def _not_made_yet(folder: Path) -> Finding:
    above = next(parent for parent in folder.parents if parent.exists())
    if not os.access(above, os.W_OK | os.X_OK):
        return wrong("data folder", f"{folder} cannot be made: {above} cannot be written.", "Set PAYABLES_DATA_DIR.")
    return note("data folder", f"{folder} is made on first use.")


def _readable_secret(folder: Path) -> Finding | None:
    key = folder / "secret.key"
    if not key.exists():
        return None
    if not os.access(key, os.R_OK):
        return wrong("data folder", f"{key} cannot be read by this user.", "Run as its owner.")
    if key.stat().st_mode & 0o077:
        return wrong("data folder", f"{key} can be read by others.", f"Run `chmod 600 {key}`.")
    return None


def port(settings: Settings) -> Finding:
    """Free, or held by our own server."""
    where = f"{settings.host}:{settings.port}"
    try:
        with socket.create_server((settings.host, settings.port)):
            return ok("port", f"{where} is free")
    except OSError as error:
        if _is_ours(settings):
            return ok("port", f"payables answers on {where}")
        return wrong("port", f"{where} cannot be used ({error.strerror}).", "Stop what uses it or set PAYABLES_PORT.")


def _is_ours(settings: Settings) -> bool:
    connection = http.client.HTTPConnection(settings.host, settings.port, timeout=SECONDS)
    try:
        connection.request("GET", "/livez")
        return b'"alive"' in connection.getresponse().read(1000)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
