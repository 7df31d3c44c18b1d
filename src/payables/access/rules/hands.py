"""Which users may be one and the same hand: whoever made a program's secret could have done what the program did.

A secret is shown once, to whoever issues it. So an API user counts as each person who made one of its secrets, and as whatever
else those could sign in as; a person counts as the programs whose secrets they made, and those that such a program issued.
Secrets that the operator's commands made (they leave no user) tie nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

BEGUN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A secret of a program, and who made it. It works no more from `ended_at` on."""

    program: int
    holder: int
    ended_at: datetime | None


def one_hand(users: frozenset[int], held: Sequence[Held], since: datetime) -> frozenset[int]:
    """`users` and everybody who may have acted as one of them since then, with a day for what a secret had begun when it was
    ended."""
    holders = _holders(held, since)
    programs: dict[int, set[int]] = {}
    for program, knowing in holders.items():
        for holder in knowing:
            programs.setdefault(holder, set()).add(program)
    return _reached(_reached(users, holders), programs)


def behind(users: frozenset[int], held: Sequence[Held], since: datetime) -> frozenset[int]:
    """`users` and everybody who may have acted through one of them since then: what a program did somebody else may have done,
    what a person did in their own name only they."""
    return _reached(users, _holders(held, since))


def _holders(held: Sequence[Held], since: datetime) -> dict[int, set[int]]:
    """Program -> who has had a secret of it that worked since then."""
    ever = _by_program(held)
    holders: dict[int, set[int]] = {}
    for one in held:
        if one.ended_at is None or one.ended_at > since - BEGUN:
            # a program that made it may have ended since: who held that one has it still
            holders.setdefault(one.program, set()).update(_reached(frozenset({one.holder}), ever))
    return holders


def acted_as(person: int, held: Sequence[Held]) -> dict[int, datetime | None]:
    """The programs of whose hand the person is, each with the instant up to which: what was begun from then on is not theirs.
    The same rule, seen from one person; None for ever."""
    ever = _by_program(held)
    known = [one for one in held if person in _reached(frozenset({one.holder}), ever)]
    ends: dict[int, list[datetime | None]] = {}
    for one in known:
        ends.setdefault(one.program, []).append(one.ended_at)
    return {program: _last(each) for program, each in ends.items()}


def _last(ends: Sequence[datetime | None]) -> datetime | None:
    known = [end + BEGUN for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def _by_program(held: Sequence[Held]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one in held:
        found.setdefault(one.program, set()).add(one.holder)
    return found


def _reached(users: frozenset[int], ways: Mapping[int, set[int]]) -> frozenset[int]:
    found, new = set(users), set(users)
    while new:
        new = {other for one in new for other in ways.get(one, ())} - found
        found |= new
    return frozenset(found)
