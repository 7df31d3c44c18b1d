"""Which files a child may open: the program's own, and none for writing (Landlock, Linux 5.13 and newer).

The document and the outcome come as open descriptors. What else the user of this process may read, the child may not: the
data folder and its secrets, other documents, what other processes were started with.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_VERSION = 1  # asked of _CREATE_RULESET: which rules the kernel knows
_BENEATH = 1

_EXECUTE, _WRITE, _READ, _LIST = 1, 2, 4, 8
_KNOWN = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights on files there are, by version; later ones as 5
_BIND_AND_CONNECT = 0b11  # TCP, from version 4
_SOCKETS_AND_SIGNALS = 0b11  # abstract sockets of others, signals to others, from version 6

_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/nix/store", "/etc/fonts", "/sys/devices/system")
_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/dev/urandom")


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def close_folders() -> bool:
    """For this process and whatever it starts, for good; asks for PR_SET_NO_NEW_PRIVS. False where the kernel knows no
    Landlock: then the rights of the user are the only wall.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = _version(libc)
    if version < 1:
        return False
    rules = _Ruleset(
        fs=(1 << _KNOWN.get(version, 16)) - 1,
        net=_BIND_AND_CONNECT if version >= 4 else 0,
        scoped=_SOCKETS_AND_SIGNALS if version >= 6 else 0,
    )
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(_size(version)), 0)
    if ruleset < 0:
        return False
    try:
        for path, rights in _allowed():
            _allow(libc, ruleset, path, rights)
        return libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _version(libc: ctypes.CDLL) -> int:
    if sys.platform != "linux":
        return 0
    return libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)


def _size(version: int) -> int:
    """Of the structure that this version knows."""
    return 8 if version < 4 else 16 if version < 6 else 24


def _allowed() -> Iterator[tuple[str, int]]:
    for folder in {*_SYSTEM, *_program()}:
        yield folder, _EXECUTE | _READ | _LIST
    for file in _FILES:
        yield file, _READ
    yield "/proc/self", _READ | _LIST
    yield os.devnull, _READ | _WRITE


def _program() -> Iterator[str]:
    """Python, its packages and this one, wherever they are installed."""
    yield from (sys.prefix, sys.base_prefix, str(Path(__file__).parents[2]))
    yield from (path for path in sys.path if Path(path).name in ("site-packages", "dist-packages"))


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    """What is not there needs no rule."""
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        libc.syscall(_ADD_RULE, ruleset, _BENEATH, ctypes.byref(_Beneath(rights, folder)), 0)
    finally:
        os.close(folder)
