"""CPU time and memory of other processes, in Linux."""

import re
import time
from pathlib import Path


def tree(pid: int) -> list[int]:
    """The process and all its descendants."""
    found = [pid]
    for parent in found:
        found += _children(parent)
    return found


def cpu_seconds(pids: list[int]) -> dict[int, float]:
    """Of each process that lives, all its threads together, to the nanosecond."""
    return {pid: seconds for pid in pids if (seconds := _cpu_seconds(pid)) is not None}


def spent(before: dict[int, float], after: dict[int, float]) -> float:
    """Seconds between two looks; a process that was not there before counts whole."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def memory_mb(pid: int) -> tuple[float, float]:
    """Resident (RSS) and its fair share of what is shared (PSS)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    rss, pss = (int(re.search(rf"^{name}:\s+(\d+) kB", text, re.M)[1]) for name in ("Rss", "Pss"))  # type: ignore[index]
    return rss / 1024, pss / 1024


def _cpu_seconds(pid: int) -> float | None:
    try:
        # The id that clock_getcpuclockid(3) answers; Python does not offer that call.
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return None


def _children(pid: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return []
