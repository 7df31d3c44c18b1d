"""The zygote: a small single-threaded parent that has imported the parsers and forks one child per document.

Started by `process.client` with the number of its control socket. It opens no document itself, imports no OCR engine
(onnxruntime would start threads), has no environment and no network, and ends when its reader is gone.
"""

import contextlib
import gc
import os
import selectors
import signal
import socket
import sys
import time
from dataclasses import dataclass
from types import FrameType

from payables.extraction.pdf.faces import drawn_digits
from payables.extraction.process.child import run
from payables.extraction.process.confine import die_with_parent, leave_network
from payables.extraction.process.wire import REQUEST_BYTES, Ended, Request, encode, request_decoder
from payables.extraction.ranking.in_use import decode_versions, use
from payables.extraction.ranking.ranker import load_rankers


@dataclass
class _Running:
    request: Request
    deadline: float
    timed_out: bool = False


class Zygote:
    """One loop: requests in, children forked and reaped, endings out."""

    idle_seconds: float | None = None  # without a request after which it ends by itself

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._running: dict[int, _Running] = {}
        self._wakeup, write_end = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
        hear_of_endings()
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._selector.register(self._wakeup, selectors.EVENT_READ)

    def serve(self) -> None:
        """Until the reader closes its end or nothing is asked for long; then the children still at work are killed."""
        try:
            while self._step():
                pass
        finally:
            for pid in self._running:
                _kill(pid)

    def prepare(self, request: Request) -> None:
        """What the parent does before a child is born, that all later ones inherit."""

    def work(self, source: int, target: int, request: Request) -> None:
        """What the child does. Never returns."""
        run(source, target, request)

    def _step(self) -> bool:
        ready = {key.fileobj for key, _ in self._selector.select(self._pause())}
        if not ready and not self._running:
            return False
        if self._wakeup in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._wakeup, 4096)
        self._reap()
        self._kill_late()
        return self._control not in ready or self._accept()

    def _pause(self) -> float | None:
        if not self._running:
            return self.idle_seconds
        deadlines = [r.deadline for r in self._running.values() if not r.timed_out]
        return max(min(deadlines) - time.monotonic(), 0.0) if deadlines else None

    def _accept(self) -> bool:
        """False when the reader is gone."""
        message, descriptors, _, _ = socket.recv_fds(self._control, REQUEST_BYTES, 2)
        if not message:
            return False
        request = request_decoder.decode(message)
        self.prepare(request)
        pid = os.fork()
        if pid == 0:
            self._become_child(request, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        self._running[pid] = _Running(request, time.monotonic() + request.limits.wall_seconds)
        return True

    def _become_child(self, request: Request, descriptors: list[int]) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._selector.close()
        self._control.close()
        self.work(descriptors[0], descriptors[1], request)

    def _reap(self) -> None:
        """What a child left behind in its process group is killed while its number is still its own. A process that made itself
        this one's child (CLONE_PARENT) is nobody's document."""
        while self._running and (over := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)):
            _kill(over.si_pid)
            pid, status, usage = os.wait4(over.si_pid, 0)
            done = self._running.pop(pid, None)
            if done is None:
                continue
            ended = Ended(
                done.request.id, status, done.timed_out, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
            )
            self._control.send(encode(ended))

    def _kill_late(self) -> None:
        now = time.monotonic()
        for pid, running in self._running.items():
            if now >= running.deadline and not running.timed_out:
                running.timed_out = True
                _kill(pid)


def hear_of_endings() -> None:
    """The end of a child wakes the loop. To be said again after loading what sets signals for itself."""
    signal.signal(signal.SIGCHLD, _noted)


def _noted(number: int, frame: FrameType | None) -> None:
    """A signal that has a handler writes to the wake-up descriptor."""


def _kill(pid: int) -> None:
    """The child's process group, and the child itself in case it has not yet made one."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _use_learned(source: int) -> None:
    """The rankers of the installation, where it has any."""
    with os.fdopen(source, "rb") as stream:
        stream.seek(0)
        if encoded := stream.read():
            use(decode_versions(encoded))


def main(control: int, kind: type[Zygote] = Zygote) -> None:
    die_with_parent()
    leave_network()
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    zygote = kind(socket.socket(fileno=control))
    gc.freeze()  # the children share the parent's pages as long as nobody counts on them
    zygote.serve()
    sys.exit(0)


if __name__ == "__main__":
    load_rankers()
    drawn_digits()
    _use_learned(int(sys.argv[2]))
    main(int(sys.argv[1]))
