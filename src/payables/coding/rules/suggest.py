"""What past lines say of a line.

Of each type the nearest past lines vote: the most alike and those hardly less (NEAR percent), the newest VOTERS of them.
If the lines of the line's own location mostly say something else than those of all, only they vote. The value with most
votes is suggested; of equal ones the one a person set, then the newest. Its confidence is

    likeness / 100 x (agreed + 1) / (voters + 2)

the likeness of the nearest voter (rules/likeness.py) times Laplace's rule of succession: one line alone gives 0.667, three
that agree 0.8, eight 0.9. What is known of the vendor alone, or of another vendor, stays below the default threshold.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from payables.coding.model import Example, Line, Place, Suggestion
from payables.coding.rules import likeness
from payables.coding.rules.keys import name_key, sku_key
from payables.coding.rules.past import Past

NEAR = 4
VOTERS = 20
TOLD = 5  # invoices named in a reason
OF_VENDOR = 50  # the newest lines that speak for the vendor as such
SIMILAR = "a similar name"
_THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Match:
    """A past line, how much it is like the line that is asked for, and in what."""

    example: Example
    likeness: int
    shared: str


def suggest(past: Past, place: Place, lines: Sequence[Line]) -> list[dict[str, Suggestion]]:
    """Per line: type -> suggestion, of the types that it does not have."""
    exact = [_exact(past, place, line) for line in lines]
    similar = _similar(past, place, [line for line, found in zip(lines, exact, strict=True) if not found])
    suggestions: list[dict[str, Suggestion]] = []
    for line, found in zip(lines, exact, strict=True):
        matches = [*(found or next(similar)), *_loose(past, place, line)]
        suggestions.append(_of_line(past, place, line, matches))
    return suggestions


def confidence(nearest: int, agreed: int, voters: int) -> Decimal:
    """Cut off after three decimals, so that it never says more than it is."""
    share = Decimal(nearest * (agreed + 1)) / (100 * (voters + 2))
    return share.quantize(_THOUSANDTH, ROUND_DOWN)


def _exact(past: Past, place: Place, line: Line) -> list[Match]:
    """The same item of the same vendor."""
    sku, name = sku_key(line.sku), name_key(line.name)
    found = {
        (e.invoice, e.item): Match(e, likeness.SAME, "the same item") for e in past.with_name(place.vendor_id, name)
    }
    for example in past.with_sku(place.vendor_id, sku):
        score = likeness.likeness_by_sku(name, example.name_key)
        found.setdefault((example.invoice, example.item), Match(example, score, "the same sku"))
    return list(found.values())


def _similar(past: Past, place: Place, lines: Sequence[Line]) -> Iterator[list[Match]]:
    """Lines of the same vendor with a similar name, for each of the lines."""
    by_name: dict[str, list[Example]] = {}
    for example in past.of_vendor(place.vendor_id):
        by_name.setdefault(example.name_key, []).append(example)
    names = list(by_name)
    for found in likeness.alike([name_key(line.name) for line in lines], names):
        yield [Match(e, score, SIMILAR) for n, score in found.items() for e in by_name[names[n]]]


def _loose(past: Past, place: Place, line: Line) -> Iterable[Match]:
    for example in past.elsewhere(place.vendor_id, name_key(line.name)):
        yield Match(example, likeness.OTHER_VENDOR, "the same item, from another vendor,")
    for example in past.of_vendor(place.vendor_id)[:OF_VENDOR]:
        yield Match(example, likeness.SAME_VENDOR_ONLY, "the same vendor")


def _of_line(past: Past, place: Place, line: Line, matches: Sequence[Match]) -> dict[str, Suggestion]:
    others = sorted((m for m in matches if line.id == 0 or m.example.item != line.id), key=_likeness, reverse=True)
    types = sorted({type_ for match in others for type_ in match.example.values} - line.dimensions.keys())
    found = {type_: _of_type(past, place, type_, others) for type_ in types}
    return {type_: suggestion for type_, suggestion in found.items() if suggestion}


def _of_type(past: Past, place: Place, type_: str, matches: Sequence[Match]) -> Suggestion | None:
    """`matches` are the nearest first."""
    knowing = [match for match in matches if type_ in match.example.values]
    here = _nearest(
        m for m in knowing if m.example.location_id == place.location_id and past.heard_here(m.example, type_)
    )
    voters = _nearest(m for m in knowing if past.heard_anywhere(m.example, type_))
    if here and (not voters or (_nearer(here, voters) and _winner(here, type_) != _winner(voters, type_))):
        voters = here
    winner = _winner(voters, type_) if voters else None
    return _suggestion(winner, type_, voters) if winner else None


def _nearest(matches: Iterable[Match]) -> list[Match]:
    """The most alike, and those hardly less."""
    found: list[Match] = []
    for match in matches:
        if found and match.likeness < found[0].likeness - NEAR:
            break
        found.append(match)
    return sorted(found, key=_newest, reverse=True)[:VOTERS]


def _nearer(here: Sequence[Match], voters: Sequence[Match]) -> bool:
    """Lines of the own location go before others only where they are as near."""
    return max(map(_likeness, here)) >= max(map(_likeness, voters)) - NEAR


def _winner(voters: Sequence[Match], type_: str) -> str | None:
    """None where most have left the type empty."""
    values = [match.example.values[type_] for match in voters]
    votes = Counter(value.dimension_id for value in values)
    return max(values, key=lambda value: (votes[value.dimension_id], value.by_person, value.at)).dimension_id


def _suggestion(winner: str, type_: str, voters: Sequence[Match]) -> Suggestion:
    agreeing = [match for match in voters if match.example.values[type_].dimension_id == winner]
    nearest = max(agreeing, key=_likeness)
    invoices = dict.fromkeys(match.example.invoice for match in agreeing)
    return Suggestion(
        dimension_id=winner,
        confidence=confidence(nearest.likeness, len(agreeing), len(voters)),
        reason=_reason(len(agreeing), len(voters), nearest),
        agreed=len(agreeing),
        voters=len(voters),
        similarity=nearest.likeness,
        invoices=tuple(invoices)[:TOLD],
    )


def _reason(agreed: int, voters: int, nearest: Match) -> str:
    lines = "The past line" if voters == 1 else f"{agreed} of {voters} past lines"
    alike = f" (alike by {nearest.likeness} %)" if nearest.shared == SIMILAR else ""
    return f"{lines} with {nearest.shared}{alike} {'was' if voters == 1 else 'were'} coded so."


def _likeness(match: Match) -> int:
    return match.likeness


def _newest(match: Match) -> tuple[datetime, int]:
    return max(value.at for value in match.example.values.values()), match.example.item
