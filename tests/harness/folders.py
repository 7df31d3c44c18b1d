"""Folders of tests that are gone after them."""

import shutil
import time
from pathlib import Path


def remove_folder(path: Path) -> None:
    """Also where the child of a server that has just ended writes its last word while the folder goes."""
    for _ in range(50):
        shutil.rmtree(path, ignore_errors=True)
        if not path.exists():
            return
        time.sleep(0.1)
    shutil.rmtree(path)
