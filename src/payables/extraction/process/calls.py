"""System calls that no child needs: sockets, looking into other processes, ways around the other walls (seccomp, Linux)."""

import ctypes
import platform
import sys

_PR_SET_SECCOMP = 22
_FILTER = 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_CALL, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # where the kernel's description of a call has them
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050001, 0x00050026  # with EPERM, with ENOSYS
_OTHER_NUMBERS = 0x40000000  # of x86-64: the calls of x32

# socket, socketpair, connect, bind, ptrace, process_vm_readv, process_vm_writev, pidfd_getfd, io_uring_setup, bpf,
# userfaultfd, perf_event_open, mount, unshare, setns, add_key, request_key, keyctl; setsid and setpgid, since the whole
# group of a child's processes ends with it
_CALLS = {
    "x86_64": (
        0xC000003E,
        (41, 53, 42, 49, 101, 310, 311, 438, 425, 321, 323, 298, 165, 272, 308, 248, 249, 250, 112, 109),
    ),
    "aarch64": (
        0xC00000B7,
        (198, 199, 203, 200, 117, 270, 271, 438, 425, 280, 282, 241, 40, 97, 268, 217, 218, 219, 157, 154),
    ),
}
# A process may be started, but not as a child of the one that started this. What clone3 is told no filter can see, and whoever
# is told that there is none uses clone.
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_CLONE_PARENT = 0x00008000


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def refuse_calls() -> bool:
    """For this process and whatever it starts, for good; asks for PR_SET_NO_NEW_PRIVS. False where the kernel or the
    processor is not known: then the network namespace and the limits are the walls.
    """
    known = _CALLS.get(platform.machine()) if sys.platform == "linux" else None
    if known is None:
        return False
    architecture, calls = known
    steps = _steps(architecture, calls, _CLONE[platform.machine()])
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    return ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0


def _steps(architecture: int, calls: tuple[int, ...], clone: int) -> list[_Step]:
    """Jumps count the steps they leave out; those of the first tests lead to the last step but one, which refuses."""
    tests = [(_AT_LEAST, _OTHER_NUMBERS), *((_EQUAL, call) for call in calls)]
    last = [
        _Step(_EQUAL, 5, 0, _CLONE3),
        _Step(_EQUAL, 0, 2, clone),
        _Step(_LOAD, 0, 0, _FIRST_ARGUMENT),
        _Step(_ANY_BIT, 1, 0, _CLONE_PARENT),
        _Step(_RETURN, 0, 0, _ALLOW),
        _Step(_RETURN, 0, 0, _REFUSE),
        _Step(_RETURN, 0, 0, _UNKNOWN),
    ]
    left = len(tests) + len(last) - 2  # steps between the first test and the refusal
    return [
        _Step(_LOAD, 0, 0, _ARCHITECTURE),
        _Step(_EQUAL, 0, left + 1, architecture),
        _Step(_LOAD, 0, 0, _CALL),
        *(_Step(code, left - 1 - place, 0, value) for place, (code, value) in enumerate(tests)),
        *last,
    ]
