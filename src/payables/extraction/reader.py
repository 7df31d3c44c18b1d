"""Reads documents, each in a throw-away child process with limits: a crash, a bomb or a hang harms only itself."""

import asyncio
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from payables.extraction.arrangement import Arrangement, to_bytes
from payables.extraction.errors import REASONS, Unreadable
from payables.extraction.limits import Limits
from payables.extraction.model import Reading
from payables.extraction.page.model import Page
from payables.extraction.process.client import ZygoteClient, ZygoteGone
from payables.extraction.process.memory import in_memory
from payables.extraction.process.wire import Ended, Task, TaskOutcome, outcome_decoder
from payables.extraction.ranking.in_use import Version, encode_versions, parsed_for
from payables.extraction.schematron.client import JudgeClient
from payables.extraction.statement_table.model import StatementTable
from payables.kit.places import is_place

POLITE = 10
_MEMORY_SIGNALS = (
    signal.SIGABRT,
    signal.SIGTRAP,
    signal.SIGILL,
    signal.SIGBUS,
)  # how native code ends when memory does


class Reader:
    """One zygote, at most `at_once` documents at a time; a `polite` one lets all others of the machine go first. Use as an
    async context manager, or call `close`."""

    def __init__(self, at_once: int | None = None, *, polite: bool = False) -> None:
        self._polite = polite
        self._zygote: ZygoteClient | None = None
        self._judge = JudgeClient()
        self._rankers: dict[str, Version] = {}
        self._places = asyncio.Semaphore(at_once or os.cpu_count() or 1)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    async def read(
        self, source: bytes | Path, filename: str, limits: Limits | None = None, *, whose: str = ""
    ) -> Reading:
        """What is written on the document. Raises Unreadable; the file's name only tells what type was promised. It is read
        by those rankers of the installation that `whose` has judged."""
        return await self._read(source, filename, limits or Limits(), Task.DOCUMENT, whose)

    async def read_arranged(
        self, arrangement: Arrangement, limits: Limits | None = None, *, whose: str = ""
    ) -> Reading:
        """The files as people arranged their pages; the limits hold for all of them together. Raises Unreadable."""
        filename = arrangement.files[0].filename
        return await self._read(to_bytes(arrangement), filename, limits or Limits(), Task.ARRANGED, whose)

    async def read_words(self, arrangement: Arrangement, limits: Limits | None = None) -> list[Page]:
        """The words of the pages of its parts, counted from 1; none where an e-invoice is read instead. Raises Unreadable."""
        filename = arrangement.files[0].filename
        _, outcome = await self._outcome(to_bytes(arrangement), filename, limits or Limits(), Task.WORDS)
        if outcome.words is None:
            raise _refusal(outcome)
        return outcome.words

    async def read_statement_table(
        self, source: bytes | Path, filename: str, limits: Limits | None = None
    ) -> StatementTable:
        """The table of a vendor's statement in a PDF, by its text layer. Raises Unreadable."""
        _, outcome = await self._outcome(source, filename, limits or Limits(), Task.STATEMENT_TABLE)
        if outcome.table is None:
            raise _refusal(outcome)
        return outcome.table

    def use_rankers(self, versions: Mapping[str, Version]) -> None:
        """By field, in place of those that come with the program, for every document from now on of those who have judged
        them; those that are being read are read to their end by the rankers they began with. Raises ValueError."""
        for name, version in versions.items():
            parsed_for(name, version.text)
        if versions == self._rankers:
            return
        self._rankers = dict(versions)
        if self._zygote:
            self._zygote.retire()
            self._zygote = None

    @property
    def zygote_pid(self) -> int | None:
        """The process id of the parent of the child processes, once there is one."""
        return self._zygote.pid if self._zygote else None

    def close(self) -> None:
        self._judge.close()
        self._close_zygote()

    async def _read(self, source: bytes | Path, filename: str, limits: Limits, task: Task, whose: str) -> Reading:
        ended, outcome = await self._outcome(source, filename, limits, task, whose)
        if outcome.reading is None:
            raise _refusal(outcome)
        outcome.reading.cpu_seconds, outcome.reading.peak_bytes = round(ended.cpu_seconds, 3), ended.peak_bytes
        async with self._places:
            await self._judge.check(outcome.reading, limits)
        return outcome.reading

    async def _outcome(
        self, source: bytes | Path, filename: str, limits: Limits, task: Task, whose: str = ""
    ) -> tuple[Ended, TaskOutcome]:
        async with self._places:
            target = os.memfd_create("outcome", os.MFD_CLOEXEC)
            document = _open(source)
            try:
                ended = await self._run(document, target, filename, limits, task, whose)
                if _was_killed_by_others(ended, limits):
                    _empty(target)
                    ended = await self._run(document, target, filename, limits, task, whose)
                return ended, _outcome(ended, target, limits)
            finally:
                os.close(document)
                os.close(target)

    async def _run(self, document: int, target: int, filename: str, limits: Limits, task: Task, whose: str) -> Ended:
        """A zygote that dies takes innocent documents with it, so each is tried once more with a new one."""
        try:
            return await self._try(document, target, filename, limits, task, whose)
        except ZygoteGone:
            _empty(target)
        try:
            return await self._try(document, target, filename, limits, task, whose)
        except ZygoteGone as error:
            raise Unreadable("crashed", "the parent of the child processes ended twice") from error

    async def _try(self, document: int, target: int, filename: str, limits: Limits, task: Task, whose: str) -> Ended:
        zygote = self._living()
        learned = [name for name, version in self._rankers.items() if whose in version.judged_by]
        return await zygote.run(document, target, filename, limits, task, learned=learned)

    def _living(self) -> ZygoteClient:
        if self._zygote is None or not self._zygote.usable():
            self._close_zygote()
            self._zygote = ZygoteClient(rankers=encode_versions(self._rankers) if self._rankers else b"")
            if self._polite:
                os.setpriority(os.PRIO_PROCESS, self._zygote.pid, POLITE)
        return self._zygote

    def _close_zygote(self) -> None:
        if self._zygote:
            self._zygote.close()
            self._zygote = None


def _open(source: bytes | Path) -> int:
    if isinstance(source, Path):
        return os.open(source, os.O_RDONLY | os.O_CLOEXEC)
    return in_memory(source)


def _empty(target: int) -> None:
    os.ftruncate(target, 0)
    os.lseek(target, 0, os.SEEK_SET)


def _outcome(ended: Ended, target: int, limits: Limits) -> TaskOutcome:
    """Nothing that the child wrote is believed before it is checked against the types."""
    if ended.timed_out:
        raise Unreadable("timed_out", f"{limits.wall_seconds:g} s")
    if ended.status != 0:
        raise Unreadable(_code_of_death(ended, limits), f"status {ended.status}")
    size = os.fstat(target).st_size
    if size > limits.output_bytes:
        raise Unreadable("too_large_when_unpacked", f"{size} bytes of output")
    try:
        return outcome_decoder.decode(os.pread(target, size, 0))
    except msgspec.MsgspecError as error:
        raise Unreadable("crashed", f"unusable output: {error}"[:300]) from error


def _refusal(outcome: TaskOutcome) -> Unreadable:
    """A child that is no longer its own master may write anything: places that do not look like places are left out."""
    places = tuple(place for place in outcome.places[:60] if is_place(place))
    return Unreadable(outcome.code if outcome.code in REASONS else "crashed", outcome.detail[:300], places)


def _code_of_death(ended: Ended, limits: Limits) -> str:
    if not os.WIFSIGNALED(ended.status):
        return "crashed"
    number = os.WTERMSIG(ended.status)
    if number == signal.SIGXCPU or ended.cpu_seconds >= limits.ocr_cpu_seconds:
        return "timed_out"
    if number in _MEMORY_SIGNALS or (number == signal.SIGKILL and not _was_killed_by_others(ended, limits)):
        return "too_large_when_unpacked"
    return "crashed"


def _was_killed_by_others(ended: Ended, limits: Limits) -> bool:
    """By hand, or by a machine out of memory that this child had little of: its own limits end it otherwise."""
    killed = os.WIFSIGNALED(ended.status) and os.WTERMSIG(ended.status) == signal.SIGKILL and not ended.timed_out
    within = ended.cpu_seconds < limits.ocr_cpu_seconds and ended.peak_bytes < max(limits.memory, limits.ocr_data)
    return killed and within
