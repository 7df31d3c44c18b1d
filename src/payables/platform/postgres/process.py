"""One `postgres` process as our child: started so that it dies with us, watched through its own pid file, stopped."""

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from payables.platform.postgres.binaries import Binaries
from payables.platform.postgres.errors import DidNotStart
from payables.platform.postgres.folders import Folders
from payables.platform.postgres.identity import RunAs

SECONDS_TO_STOP = 60.0
SECONDS_TO_ABORT = 10.0
SECONDS_TO_LEAVE = 0.5
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def start(folders: Folders, programs: Binaries, run_as: RunAs, socket_folder: Path) -> subprocess.Popen[bytes]:
    """Start the server. Call it from the main thread: the death signal is bound to the thread that forks."""
    command = [
        str(programs.postgres),
        *("-D", str(folders.data)),
        *("-c", f"config_file={folders.configuration}"),
        *("-c", "unix_socket_directories=" + '"' + str(socket_folder).replace('"', '""') + '"'),
    ]
    with folders.startup_log.open("wb") as log:
        return subprocess.Popen[bytes](
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),
            **run_as.popen(),
        )


def die_with(parent: int) -> Callable[[], None]:
    """What the child does between fork and exec. It runs after the user was changed, which would clear the signal.

    SIGQUIT makes the server leave at once with all its children; the next start recovers from the log.
    """
    prctl = _prctl()

    def before_exec() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


def adopt_orphans() -> None:
    """Make this process the parent of a dead server's left-over processes, so that `end_orphans` can end them."""
    _prctl()(PR_SET_CHILD_SUBREAPER, 1)


def _prctl() -> Callable[[int, int], int]:
    if sys.platform != "linux":
        return lambda *_: 0
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong]
    return lambda option, value: prctl(option, value, 0, 0, 0)


def end_orphans() -> None:
    """End what a dead server left behind: a backend deep in a computation would keep the new server from starting.

    Most leave by themselves when they see that the server is gone, the log writer last; the rest is killed.
    """
    until = time.monotonic() + SECONDS_TO_LEAVE
    while (left := _children()) and time.monotonic() < until:
        for pid in left:
            os.waitpid(pid, os.WNOHANG)
        time.sleep(0.01)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _children() -> list[int]:
    try:
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except OSError:
        return []


def is_ready(folders: Folders, pid: int) -> bool:
    """Whether this server accepts connections, by its own word: line 1 of its pid file is its pid, 8 its status."""
    lines = _pid_file(folders)
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"


def clear_the_way(folders: Folders, sockets: Path) -> None:
    """Deal with the lock files that an earlier server left. The caller holds the supervisor's lock and has no child.

    A server that is still leaving is waited for. A pid that now belongs to another program, as happens in containers,
    would make postgres refuse to start, so they are removed. Raises DidNotStart when a server stays.
    """
    # Single-user mode writes its pid as a negative number; a power failure may leave anything.
    number = re.match(r"-?(\d+)", "\n".join(_pid_file(folders)))
    pid = int(number[1]) if number else 0
    until = time.monotonic() + SECONDS_TO_ABORT
    while _runs_here(pid, folders.data):
        if time.monotonic() > until:
            raise DidNotStart(reason=f"process {pid} already serves this folder, not under Payables", log=folders.log)
        time.sleep(0.02)
    if Path("/proc/self").exists():
        (folders.data / "postmaster.pid").unlink(missing_ok=True)
        for left in sockets.glob(".s.PGSQL.*"):
            left.unlink()


def _runs_here(pid: int, data: Path) -> bool:
    """Whether that process is a server of this folder: it stands in it. Only /proc can tell; else postgres decides."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    except OSError:
        return False


def stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown: sessions end, everything is written. Harder means follow when that takes too long."""
    for order, seconds in ((signal.SIGINT, SECONDS_TO_STOP), (signal.SIGQUIT, SECONDS_TO_ABORT)):
        server.send_signal(order)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(seconds)
            return
    server.kill()
    server.wait()


def last_words(folders: Folders, server: subprocess.Popen[bytes]) -> str:
    """Why the server ended, as far as it said so."""
    logs = sorted(folders.log.glob("*.log"), key=lambda path: path.stat().st_mtime) if folders.log.exists() else []
    for path in (folders.startup_log, *logs[-1:]):
        for line in reversed(path.read_text(errors="replace").splitlines()[-50:]):
            if "FATAL:" in line or "PANIC:" in line or "error while loading" in line:
                return line.strip()
    how = f"by signal {-server.returncode}" if server.returncode < 0 else f"with {server.returncode} and without a word"
    return f"postgres ended {how}"


def _pid_file(folders: Folders) -> list[str]:
    try:
        return (folders.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []
