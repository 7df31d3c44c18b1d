"""The reader's side of the judge: what the rules of EN 16931 say about an e-invoice that was read."""

import os

import msgspec

from payables.extraction.checks.einvoice import NOT_CHECKED, after_the_rules
from payables.extraction.limits import Limits
from payables.extraction.model import Finding, ForRules, Reading
from payables.extraction.process.client import ZygoteClient, ZygoteGone
from payables.extraction.process.memory import in_memory
from payables.extraction.process.wire import Ended, Task, TaskOutcome, outcome_decoder

WALL_SECONDS = 12.0
_NOT_HERE = "The rules of EN 16931 could not be checked on this installation: only sums and required fields were."
_NOT_DONE = (
    "Checking the rules of EN 16931 took too long or too much memory: only sums and required fields were checked."
)


class JudgeClient:
    """Starts its process with the first e-invoice."""

    def __init__(self) -> None:
        self._zygote: ZygoteClient | None = None

    async def check(self, reading: Reading, limits: Limits) -> None:
        """Puts the findings into the reading, or one that says why there are none; never fails."""
        asked, reading.for_rules = reading.for_rules, None
        if asked is None:
            return
        limits = msgspec.structs.replace(limits, wall_seconds=min(limits.wall_seconds, WALL_SECONDS))
        document, target = in_memory(asked.xml), os.memfd_create("findings", os.MFD_CLOEXEC)
        try:
            ended = await self._run(document, target, asked, limits)
            found = _findings(ended, target, limits)
        finally:
            os.close(document)
            os.close(target)
        reading.validation = after_the_rules(reading.validation, found) if _whole(found) else reading.validation + found
        if ended:
            reading.cpu_seconds = round(reading.cpu_seconds + ended.cpu_seconds, 3)
            reading.peak_bytes = max(reading.peak_bytes, ended.peak_bytes)

    def close(self) -> None:
        if self._zygote:
            self._zygote.close()
            self._zygote = None

    async def _run(self, document: int, target: int, asked: ForRules, limits: Limits) -> Ended | None:
        """None where the judge ends twice. It ends by itself when it was idle, which may be just now."""
        for _ in range(2):
            try:
                return await self._living().run(document, target, "", limits, Task.RULES, asked.rule_set)
            except ZygoteGone:
                os.ftruncate(target, 0)
                os.lseek(target, 0, os.SEEK_SET)
        return None

    def _living(self) -> ZygoteClient:
        if self._zygote is None or not self._zygote.usable():
            self.close()
            self._zygote = ZygoteClient("payables.extraction.schematron.process")
        return self._zygote


def _findings(ended: Ended | None, target: int, limits: Limits) -> list[Finding]:
    """Nothing that the child wrote is believed before it is checked against the types."""
    if ended is None:
        return [Finding(NOT_CHECKED, "info", _NOT_HERE)]
    size = os.fstat(target).st_size
    if ended.timed_out or ended.status != 0 or size > limits.output_bytes:
        return [Finding(NOT_CHECKED, "error", _NOT_DONE)]
    try:
        outcome = outcome_decoder.decode(os.pread(target, size, 0))
    except msgspec.MsgspecError:
        outcome = TaskOutcome()
    return [Finding(NOT_CHECKED, "info", _NOT_HERE)] if outcome.findings is None else outcome.findings


def _whole(found: list[Finding]) -> bool:
    return all(finding.rule != NOT_CHECKED for finding in found)
