"""The asking side of processes that answer one question about a file each: started with the first, bounded, believed nothing."""

import os
import signal

from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.process.client import ZygoteClient, ZygoteGone
from payables.extraction.process.memory import in_memory
from payables.extraction.process.wire import Ended, Task


class ThrowAway:
    """`module` is what the parent of the children runs; it ends by itself when it was idle, and is started again."""

    def __init__(self, module: str, limits: Limits) -> None:
        self._module = module
        self._limits = limits
        self._zygote: ZygoteClient | None = None

    def start(self) -> None:
        """So that nobody waits for it."""
        self._living()

    async def ask(self, question: bytes, filename: str = "") -> bytes:
        """What the child wrote. Raises Unreadable where it wrote nothing usable: timed_out, too_large_when_unpacked, crashed."""
        source, target = in_memory(question), os.memfd_create("answer", os.MFD_CLOEXEC)
        try:
            return self._answer(await self._run(source, target, filename), target)
        finally:
            os.close(source)
            os.close(target)

    def close(self) -> None:
        if self._zygote:
            self._zygote.close()
            self._zygote = None

    async def _run(self, source: int, target: int, filename: str) -> Ended:
        """The parent may end by itself just now. Raises Unreadable."""
        for _ in range(2):
            try:
                return await self._living().run(source, target, filename, self._limits, Task.ARRANGED)
            except ZygoteGone:
                os.ftruncate(target, 0)
                os.lseek(target, 0, os.SEEK_SET)
        raise Unreadable("crashed", "the parent of the child processes ended twice")

    def _living(self) -> ZygoteClient:
        if self._zygote is None or not self._zygote.usable():
            self.close()
            self._zygote = ZygoteClient(self._module)
        return self._zygote

    def _answer(self, ended: Ended, target: int) -> bytes:
        if ended.timed_out or (os.WIFSIGNALED(ended.status) and os.WTERMSIG(ended.status) == signal.SIGXCPU):
            raise Unreadable("timed_out")
        size = os.fstat(target).st_size
        if ended.status != 0 or size > self._limits.output_bytes:
            raise Unreadable("too_large_when_unpacked", f"status {ended.status}, {size} bytes")
        return os.pread(target, size, 0)
