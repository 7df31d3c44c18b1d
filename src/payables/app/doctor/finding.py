"""What one check found."""

from enum import StrEnum

import msgspec


class State(StrEnum):
    """`note`: nothing has to be done, but it is worth knowing."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


class Finding(msgspec.Struct, frozen=True):
    """`found` says what is the case, `advice` what to do about it."""

    check: str
    state: State
    found: str
    advice: str = ""


def ok(check: str, found: str) -> Finding:
    return Finding(check, State.OK, found)


def note(check: str, found: str, advice: str = "") -> Finding:
    return Finding(check, State.NOTE, found, advice)


def wrong(check: str, found: str, advice: str = "") -> Finding:
    return Finding(check, State.WRONG, found, advice)
