"""A pack inside the name or the description of an item ("TOMATO ROMA 25LB BAG")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from payables.units.rules.pack import Pack, read_tokens
from payables.units.rules.pack_terms import GRADES
from payables.units.rules.pack_tokens import Kind, Token, tokens_of
from payables.units.rules.units import UNITS, Dimension

_READ = 500
_LONGEST_RUN = 16
_LINKS = frozenset({Kind.DIVIDE, Kind.TIMES, Kind.DASH, Kind.OF, Kind.ABOUT})
_LARGE = 9000
"""From which weight on, in grams, a lone size is neither a portion nor one of several in a case: "FLOUR 50 LB". A lone volume is
often what something holds: "LINER 33 GAL"."""


def find_pack(text: str | None) -> Pack | None:
    """The one pack that the text names; None if it names none, two different ones, or one that cannot be read.

    A lone size counts only with its container ("12 OZ CAN") or where it is large ("50 LB"): "STEAK 8 OZ" names a portion.
    """
    found: set[Pack] = set()
    for run in _runs(tokens_of((text or "")[:_READ])):
        pack = _of_run(run)
        if pack is None and any(_is_said(one, other) for one, other in pairwise(run)):
            return None
        if pack and _tells(pack):
            found.add(pack)
    return found.pop() if len(found) == 1 else None


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """What stands between words that belong to no pack, if there is a number in it."""
    run: list[Token] = []
    for token in _without_names(tokens):
        if token.kind is not Kind.UNKNOWN or token.text[:1].isdigit():
            run.append(token)
            continue
        if any(part.kind is Kind.NUMBER for part in run):
            yield run
        run = []
    if any(part.kind is Kind.NUMBER for part in run):
        yield run


def _without_names(tokens: Sequence[Token]) -> Iterator[Token]:
    """A number that is written onto a word is part of a name: "V8", "A4". What hangs on that cannot be read: "A4/25 LB"."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        if not (token.kind is Kind.NUMBER and token.glued and before and _is_word(tokens, at - 1)):
            yield token
        elif at + 1 < len(tokens) and tokens[at + 1].glued and tokens[at + 1].kind in _LINKS:
            yield replace(token, kind=Kind.UNKNOWN)
        else:
            yield replace(token, kind=Kind.UNKNOWN, text="")


def _is_word(tokens: Sequence[Token], at: int) -> bool:
    """The x of "6x1" stands between numbers, and is none."""
    return tokens[at].text.isalpha() and not (at and tokens[at].glued and tokens[at - 1].kind is Kind.NUMBER)


def _of_run(run: list[Token]) -> Pack | None:
    if len(run) > _LONGEST_RUN:
        return None
    rest = _without_grade(_trimmed(run))
    while rest:
        if pack := read_tokens(rest):
            return pack
        # "24/12 OZ CAN CASE": a second container says nothing of what is in the first
        if rest[-1].kind is not Kind.UNIT or len(rest) < 3 or rest[-2].kind is not Kind.UNIT:
            return None
        rest = rest[:-1]
    return None


def _trimmed(run: list[Token]) -> list[Token]:
    """Without dashes and small words at its ends, and without containers before the first number ("CAN 12 OZ")."""
    first, last = 0, len(run)
    while first < last and (run[first].kind in _LINKS or _is_idle(run[first : first + 2])):
        first += 1
    while last > first and run[last - 1].kind in _LINKS - {Kind.ABOUT}:
        last -= 1
    return run[first:last]


def _is_idle(tokens: Sequence[Token]) -> bool:
    if tokens[0].kind is not Kind.UNIT:
        return False
    return len(tokens) < 2 or tokens[1].kind not in (Kind.DIVIDE, Kind.OF, Kind.OPEN)


def _without_grade(run: list[Token]) -> list[Token]:
    """Without the lean share of meat, the grade of shrimp and the layers of tomatoes: "80/20", "16/20 CT", "6X6"."""
    kinds = [token.kind for token in run[:4]]
    if len(run) < 5 or kinds[:3] not in (
        [Kind.NUMBER, Kind.DIVIDE, Kind.NUMBER],
        [Kind.NUMBER, Kind.TIMES, Kind.NUMBER],
    ):
        return run
    if kinds[3] is Kind.NUMBER and not run[3].glued:
        return run[3:]
    unit = run[3].unit
    if unit and unit.code == "PC" and f"{run[0].text}/{run[2].text}" in GRADES and run[4].kind is Kind.NUMBER:
        return run[4:]
    return run


def _is_said(one: Token, other: Token) -> bool:
    """A number with a unit."""
    return one.kind is Kind.NUMBER and other.kind in (Kind.UNIT, Kind.HASH)


def _tells(pack: Pack) -> bool:
    if pack.pieces > 1 or pack.whole or pack.can:
        return True
    if pack.size is None or pack.unit is None:
        return False
    unit = UNITS[pack.unit]
    return bool(pack.inner or pack.counts) or (unit.dimension is Dimension.MASS and pack.size * unit.factor >= _LARGE)
