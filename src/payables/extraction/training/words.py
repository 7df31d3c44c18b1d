"""A cache of words: what the real code reads from each document, so that OCR runs once however often rankers are trained."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import msgspec

from payables.extraction.page.model import Page

_decoder = msgspec.msgpack.Decoder(list[Page])


def words(file: Path, cache: Path) -> list[Page] | None:
    """The pages of the document; read in a process of its own unless the cache has them. None where they cannot be read."""
    kept = cache / f"{hashlib.sha256(file.read_bytes()).hexdigest()}.msgpack"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "payables.extraction.training.read_words", str(file)]
        read = subprocess.run(command, capture_output=True, check=False)
        if read.returncode == 0:
            whole = kept.with_suffix(f".{os.getpid()}")
            whole.write_bytes(read.stdout)
            whole.replace(kept)
    return _decoder.decode(kept.read_bytes()) if kept.exists() else None
