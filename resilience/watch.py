"""What the processes of documents take, seen from outside while they live: memory, time, and time spent in waiting."""

import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

PAUSE = 0.02
SLACK = 0.3  # seconds by which two clocks and a look may differ
PAGE = os.sysconf("SC_PAGE_SIZE")
MB = 1024 * 1024


@dataclass
class Seen:
    """The process of one document with those that it started. `peak_bytes` is their resident memory together (what they
    share is counted for each); `waited` the seconds that they were ready and no processor was free.
    """

    pid: int
    parent: int
    began: float
    ended: float
    peak_bytes: int = 0
    with_ocr: bool = False
    waits: dict[int, float] = field(default_factory=dict)

    @property
    def lived(self) -> float:
        return self.ended - self.began

    @property
    def waited(self) -> float:
        return sum(self.waits.values())


class Watch:
    """Looks fifty times a second at the children of these processes, in a thread of its own."""

    def __init__(self, parents: Callable[[], Iterable[int]], text_bytes: int) -> None:
        self.seen: list[Seen] = []
        self.parents_seen: set[int] = set()
        self._parents = parents
        self._text_bytes = text_bytes
        self._living: dict[int, Seen] = {}
        self._claimed: set[int] = set()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def claim(self, began: float, ended: float) -> list[Seen]:
        """Of each parent the child that filled the most of this span, and was claimed for no other."""
        found: dict[int, Seen] = {}
        for seen in self.seen:
            nearest = found.get(seen.parent)
            if seen.pid in self._claimed or seen.began < began - SLACK or seen.ended > ended + SLACK:
                continue
            if nearest is None or seen.lived > nearest.lived:
                found[seen.parent] = seen
        self._claimed |= {seen.pid for seen in found.values()}
        return list(found.values())

    def _look(self) -> None:
        while not self._done.wait(PAUSE):
            parents = set(self._parents())
            self.parents_seen |= parents
            found = {pid: parent for parent in parents for pid in children(parent)}
            for gone in self._living.keys() - found.keys():
                del self._living[gone]
            for pid, parent in found.items():
                self._note(pid, parent)

    def _note(self, pid: int, parent: int) -> None:
        now = time.time()
        if pid not in self._living:
            self._living[pid] = Seen(pid, parent, now, now)
            self.seen.append(self._living[pid])
        seen, family = self._living[pid], tree(pid)
        seen.ended = now
        seen.peak_bytes = max(seen.peak_bytes, sum(map(resident, family)))
        seen.with_ocr = seen.with_ocr or address_space(pid) > self._text_bytes
        for member in family:
            seen.waits[member] = max(seen.waits.get(member, 0.0), waited(member))


def children(pid: int) -> list[int]:
    return [int(child) for child in _read(f"/proc/{pid}/task/{pid}/children").split()]


def tree(pid: int) -> list[int]:
    """The process and all that it has started; an engine starts its own from any of its threads."""
    found = [pid]
    for process in found:
        for thread in _listed(f"/proc/{process}/task"):
            found += [int(child) for child in _read(f"/proc/{process}/task/{thread}/children").split()]
    return found


def command(pid: int) -> str:
    return _read(f"/proc/{pid}/cmdline").replace("\0", " ")


def resident(pid: int) -> int:
    fields = _read(f"/proc/{pid}/statm").split()
    return int(fields[1]) * PAGE if fields else 0


def waited(pid: int) -> float:
    """Seconds in which it was ready to run and did not."""
    fields = _read(f"/proc/{pid}/schedstat").split()
    return int(fields[1]) / 1e9 if fields else 0.0


def address_space(pid: int) -> int:
    """The soft limit that holds at this moment; 0 where there is none."""
    for line in _read(f"/proc/{pid}/limits").splitlines():
        if line.startswith("Max address space"):
            soft = line.split()[3]
            return int(soft) if soft.isdigit() else 0
    return 0


def _read(path: str) -> str:
    """Nothing of a process that is gone."""
    try:
        return Path(path).read_text(errors="replace")
    except OSError:
        return ""


def _listed(path: str) -> list[str]:
    try:
        return os.listdir(path)  # noqa: PTH208 (names alone)
    except OSError:
        return []
