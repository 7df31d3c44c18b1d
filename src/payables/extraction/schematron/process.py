"""The judge: a process that holds compiled rules and forks one child per document, as the zygote of reading does.

It opens no document itself. SaxonC keeps a second thread, which sleeps between collections and is not in the child: that such
a child works, and gives the same findings, was tried with thousands (docs/decisions/0010); one that did not would end at its
limits, and its document would be told not to have been checked.
"""

import os
import socket
import sys
from pathlib import Path

from payables.extraction.process.child import bytes_of, write
from payables.extraction.process.confine import confine_judge, die_with_parent, drop_root
from payables.extraction.process.wire import Request, TaskOutcome, encode
from payables.extraction.process.zygote import Zygote, hear_of_endings, main
from payables.extraction.schematron.judge import Judge

MEMORY = 768 * 1024 * 1024  # bytes that a child may write, with the 250 MB that it has from its parent
CPU_SECONDS = 10


class JudgeZygote(Zygote):
    """Loads SaxonC and compiles a rule set when a document first needs it; 250 MB are not held for a document a day."""

    idle_seconds = 600.0

    def __init__(self, control: socket.socket) -> None:
        super().__init__(control)
        self._judge: Judge | None = None
        self._failed = ""

    def prepare(self, request: Request) -> None:
        """What cannot be loaded or compiled here is told by each child."""
        try:
            self._judge = self._judge or Judge()
            self._judge.prepare(request.rule_set)
            self._failed = ""
            hear_of_endings()  # SaxonC has put the signal back
        except Exception as error:
            self._failed = f"{type(error).__name__}: {error}"[:300]

    def work(self, source: int, target: int, request: Request) -> None:
        status = 1
        try:
            os.setsid()
            drop_root((Path(__file__).parent, Path(sys.prefix), Path(sys.base_prefix)))
            die_with_parent()
            confine_judge(MEMORY, CPU_SECONDS, request.limits.output_bytes)
            write(target, encode(self._outcome(source, request)), request.limits)
            status = 0
        finally:
            os._exit(status)

    def _outcome(self, source: int, request: Request) -> TaskOutcome:
        if self._judge is None or self._failed:
            return TaskOutcome(code="crashed", detail=self._failed)
        return TaskOutcome(findings=self._judge.judge(request.rule_set, bytes_of(source).decode()))


if __name__ == "__main__":
    main(int(sys.argv[1]), JudgeZygote)
