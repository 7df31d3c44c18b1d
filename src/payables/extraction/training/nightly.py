"""Learning in a child process with limits of memory, CPU and time: this is its parent's side."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

import msgspec

from payables.extraction.process.client import bare_environment
from payables.extraction.process.memory import in_memory
from payables.extraction.training.libgomp import learning_environment
from payables.extraction.training.night_wire import Night, NightEnded, Tried, decode_ended, encode
from payables.kit.places import is_place

WALL_SECONDS = 3600.0
MOST_BYTES = 64 * 1024 * 1024


class LearningEnded(Exception):
    """The process that learns ended without an answer; the text says how, and holds no word of a paper."""


async def learned(night: Night) -> list[Tried]:
    """Raises LearningEnded. Cancelled, it takes the process with it."""
    source, target = in_memory(encode(night)), os.memfd_create("learned", os.MFD_CLOEXEC)
    try:
        status = await _run(source, target)
        return _answer(status, target)
    finally:
        os.close(source)
        os.close(target)


async def _run(source: int, target: int) -> int | None:
    """The exit status; None where the time was up."""
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "payables.extraction.training.night",
            str(os.getpid()),
            str(source),
            str(target),
            env=learning_environment(Path(folder), bare_environment()),
            pass_fds=(source, target),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            cwd="/",
        )
        try:
            return await asyncio.wait_for(process.wait(), WALL_SECONDS)
        except TimeoutError:
            return None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


def _answer(status: int | None, target: int) -> list[Tried]:
    """Nothing that the child wrote is believed before it is checked against the types."""
    if status != 0:
        raise LearningEnded("the time was up" if status is None else f"status {status}")
    size = os.fstat(target).st_size
    try:
        ended = decode_ended(os.pread(target, size, 0)) if size <= MOST_BYTES else NightEnded(error="too much output")
    except msgspec.MsgspecError as error:
        raise LearningEnded("unusable output") from error
    if ended.error:
        where = [place for place in ended.places[:20] if is_place(place)]
        raise LearningEnded(f"{ended.error[:60]} at {'; '.join(where)}")
    return ended.tried
