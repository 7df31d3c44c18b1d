"""How many papers were read, went straight through, were judged, and were right: each share with its own denominator."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Papers of a month, or of a collection: how many were `read`, how many of those `passed` the gate, how many somebody has
    `judged`, how many of the judged had passed, and how many of those were `right` in every field that the gate asks for."""

    label: str
    read: int
    passed: int
    judged: int
    judged_passed: int
    right: int

    @property
    def share(self) -> float:
        """Of all that were read."""
        return self.passed / self.read if self.read else 0.0

    @property
    def precision(self) -> float | None:
        """Of what passed and was judged; None where nothing was."""
        return self.right / self.judged_passed if self.judged_passed else None


def together(tallies: Iterable[Tally]) -> list[Tally]:
    """One for each label, in the order of labels."""
    found: dict[str, Tally] = {}
    for one in tallies:
        found[one.label] = added(one.label, [found[one.label], one] if one.label in found else [one])
    return [found[label] for label in sorted(found)]


def added(label: str, tallies: Iterable[Tally]) -> Tally:
    """All of them in one."""
    counts = [(one.read, one.passed, one.judged, one.judged_passed, one.right) for one in tallies]
    return (
        Tally(label, *(sum(column) for column in zip(*counts, strict=True))) if counts else Tally(label, 0, 0, 0, 0, 0)
    )
