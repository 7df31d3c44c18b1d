"""What a process that opens untrusted bytes is not allowed to do (Linux; elsewhere the limits alone hold)."""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

from payables.extraction.limits import Limits
from payables.extraction.process.calls import refuse_calls
from payables.extraction.process.folders import close_folders

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_OPEN_FILES = 128
_PROCESSES = 128  # and threads, of which an OCR engine has as many as the machine has processors
_LAST_SECONDS = 3  # between the signal that tells of spent CPU time and the one that cannot be ignored
_FIRST_UID = 60_600  # numbers that systems reserve and give to no user
_UIDS = 4_000


def leave_network() -> bool:
    """Moves this process into a network namespace of its own without interfaces; its children are born there.

    As an ordinary user this needs unprivileged user namespaces. Where neither is permitted the answer is False: what
    remains is that no code in the child opens a connection, and that no name service or credential is handed to it.
    """
    if sys.platform != "linux":
        return False
    libc = _libc()
    if libc.unshare(_CLONE_NEWNET) == 0:
        return True
    uid, gid = os.getuid(), os.getgid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    _map_user(uid, gid)
    return True


def die_with_parent() -> None:
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def confine(limits: Limits) -> None:
    """Limits of the child process of one document. Soft limits fit parsing; `ocr.budget` raises them for each page of OCR.

    What stands behind the limits is narrower where the system can: no socket, no file but the program's own.
    """
    _limit(resource.RLIMIT_AS, limits.memory, max(limits.memory, limits.ocr_memory))
    _limit(resource.RLIMIT_DATA, limits.memory, max(limits.memory, limits.ocr_data))
    cpu = max(limits.cpu_seconds, limits.ocr_cpu_seconds) + _LAST_SECONDS
    _limit(resource.RLIMIT_CPU, limits.cpu_seconds, cpu)
    _limit(resource.RLIMIT_FSIZE, limits.output_bytes, limits.output_bytes)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES)
    _close_to_others()
    close_folders()
    refuse_calls()


def confine_judge(memory: int, cpu_seconds: int, output_bytes: int) -> None:
    """Limits of the child that runs rules over a document. `memory` bounds what is written and not what is mapped
    (RLIMIT_DATA): the engine reserves 33 GB. No file, socket or pipe can be opened any more: whatever is needed is open.
    """
    _limit(resource.RLIMIT_DATA, memory, memory)
    _limit(resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + _LAST_SECONDS)
    _limit(resource.RLIMIT_FSIZE, output_bytes, output_bytes)
    _close_to_others()
    _limit(resource.RLIMIT_NOFILE, 0, 0)


def drop_root(readable: tuple[Path, ...]) -> None:
    """Root becomes a user without a name, unless that user could not enter the program's own folders, named in `readable`.

    Not `nobody`: the embedded database may run as that user, and children of one user could reach into each other.
    """
    if os.geteuid() != 0 or not all(map(_open_to_all, readable)):
        return
    with contextlib.suppress(OSError):  # in a container without CAP_SETUID root stays what it is
        own = _FIRST_UID + os.getpid() % _UIDS
        os.setgroups([])
        os.setresgid(own, own, own)
        os.setresuid(own, own, own)


def _close_to_others() -> None:
    """No core dump, no look into this process by another of the same user, no way back to more rights, no crowd of its own."""
    _limit(resource.RLIMIT_CORE, 0, 0)
    if _counted_apart():
        crowd = _PROCESSES + 2 * (os.cpu_count() or 1)
        _limit(resource.RLIMIT_NPROC, crowd, crowd)
    if sys.platform == "linux":
        libc = _libc()
        libc.prctl(_PR_SET_DUMPABLE, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _counted_apart() -> bool:
    """Whether processes and threads of this user are those of children alone: a user of its own, or a namespace of its own.
    Elsewhere the limit would count the user's whole session."""
    if _FIRST_UID <= os.getuid() < _FIRST_UID + _UIDS:
        return True
    return sys.platform == "linux" and Path("/proc/self/uid_map").read_text().split() != ["0", "0", str(2**32 - 1)]


def _open_to_all(path: Path) -> bool:
    """Every folder on the way down can be entered by anyone."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def _limit(kind: int, soft: int, hard: int) -> None:
    """Never above a limit that is already in force."""
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))


def _map_user(uid: int, gid: int) -> None:
    """Inside the user namespace the user keeps the own number, so that files stay readable."""
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with contextlib.suppress(OSError):
            Path(f"/proc/self/{name}").write_text(text)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
