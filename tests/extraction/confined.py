"""Deeds in a process that is confined as the child of a document is, and what becomes of them."""

import subprocess
import sys

CONFINED = """
import ctypes, mmap, os, pathlib, signal, socket, subprocess, sys, threading, time
from payables.extraction.limits import Limits
from payables.extraction.process.confine import confine, drop_root, leave_network
leave_network()
{before}
confine(Limits(cpu_seconds=1, ocr_cpu_seconds=1, fruitless_cpu_seconds=1, page_cpu_seconds=1, output_bytes=1_000_000))
"""


def confined(deed: str, before: str = "") -> str:
    """The last line of what it said, or how it ended. `before` is done without confinement."""
    program = CONFINED.format(before=before) + deed
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    return (done.stdout.strip() or done.stderr.strip().rpartition("\n")[2]) or f"status {done.returncode}"
