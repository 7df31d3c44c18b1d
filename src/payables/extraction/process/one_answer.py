"""The parent of processes that answer one question about a file each: one child per question, gone when nobody has asked for a
while."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.process.child import bytes_of, code_of, write
from payables.extraction.process.confine import confine, die_with_parent, drop_root
from payables.extraction.process.wire import Request
from payables.extraction.process.zygote import Zygote


class OneAnswer(Zygote):
    """`answer` turns a question into what the child writes, and `refused` a refusal's code and detail; both bytes."""

    idle_seconds = 60.0
    answer: ClassVar[Callable[[bytes, Limits], bytes]]
    refused: ClassVar[Callable[[str, str], bytes]]

    def work(self, source: int, target: int, request: Request) -> None:
        status = 1
        try:
            os.setsid()
            drop_root((Path(__file__).parent, Path(sys.prefix), Path(sys.base_prefix)))
            die_with_parent()
            confine(request.limits)
            write(target, self._outcome(bytes_of(source), request.limits), request.limits)
            status = 0
        finally:
            os._exit(status)

    def _outcome(self, question: bytes, limits: Limits) -> bytes:
        kind = type(self)
        try:
            return kind.answer(question, limits)
        except Unreadable as refusal:
            return kind.refused(refusal.code, refusal.detail)
        except (MemoryError, RecursionError) as error:
            return kind.refused("too_large_when_unpacked", type(error).__name__)
        except Exception as error:
            return kind.refused(code_of(error), type(error).__name__)
