"""What the solver decides with, and what it decides."""

from dataclasses import dataclass, field
from decimal import Decimal

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.model import Adjustment, Field, Line, Tax


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading with its probability; no candidate means that the paper does not print the value, `forced` that the sum of
    several printed ones is meant: the tax of all rates. `named` where a word of its kind stands beside it."""

    chance: float
    candidate: Candidate | None = None
    forced: Decimal | None = None
    named: bool = True

    @property
    def value(self) -> Decimal | None:
        return Decimal(self.candidate.value) if self.candidate else self.forced


@dataclass(frozen=True, slots=True)
class Readings:
    """The best readings of each sum, of different value, with 'none' as the last; every amount on the paper; and what the
    total may be rounded by, as printed."""

    totals: list[Scored]
    nets: list[Scored]
    taxes: list[Scored]
    printed: list[Candidate]
    roundings: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """Total, net and tax that belong together, and how sure each is."""

    total: Scored
    net: Scored
    tax: Scored
    sure: tuple[float, float, float]
    closing: bool | None  # None where one is missing


@dataclass(frozen=True, slots=True)
class Deduction:
    """What is taken from `before` so that `after` is left; `candidate` is None where only its rate is printed."""

    kind: str
    amount: Decimal
    before: Candidate
    after: Candidate
    candidate: Candidate | None = None
    reason: str = ""


@dataclass(slots=True)
class Solved:
    """All that follows from amounts."""

    fields: dict[str, Field] = field(default_factory=dict[str, Field])
    items: list[Line] = field(default_factory=list[Line])
    allowances: list[Adjustment] = field(default_factory=list[Adjustment])
    charges: list[Adjustment] = field(default_factory=list[Adjustment])
    taxes: list[Tax] = field(default_factory=list[Tax])
