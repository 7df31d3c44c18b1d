"""What a vendor's papers have taught."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from payables.learning.model.papers import Place


@dataclass(frozen=True, slots=True)
class Habit:
    """A place of a field on a vendor's papers: how often the true value stood there and how often it stood elsewhere, in
    corrections (an approval counts half). `slips` is how often it was wrong since it was last right."""

    place: Place
    right: float
    wrong: float
    slips: float = 0.0

    @property
    def trust(self) -> float:
        """How surely the next paper's value stands there: one correction 0.67, two 0.8, one and one contradiction 0.4."""
        return self.right / (self.right + self.wrong + DOUBT)

    @property
    def distrust(self) -> float:
        return self.wrong / (self.right + self.wrong + DOUBT)


DOUBT = 0.5


@dataclass(frozen=True, slots=True)
class FieldMemory:
    """Of one field of one vendor. Without a correction it chooses nothing. `distrust` is how often the reading was wrong
    without memory; `constants`: what was read -> what was true -> how often, for fields without a place."""

    corrections: int
    distrust: float = 0.0
    habits: tuple[Habit, ...] = ()
    constants: Mapping[str | None, Mapping[str, float]] = field(default_factory=dict[str | None, Mapping[str, float]])


Memory = Mapping[str, FieldMemory]
