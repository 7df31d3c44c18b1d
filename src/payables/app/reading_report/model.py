"""What a report is drawn from: how sure fields were and whether they were right, and what had gone straight through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# Fields as their thresholds are called, and as people call them.
TITLES = {
    "number": "Invoice number",
    "invoice_date": "Invoice date",
    "vendor": "Vendor",
    "total_amount": "Total, proven by lines",
    "total_amount_alone": "Total alone",
}

Said = tuple[float, bool]  # how sure a value was, and whether it was right


@dataclass(frozen=True, slots=True)
class Group:
    """Papers of a month, or of a collection: how many, how many went straight through, and how many of those were right
    in every field that the gate asks for."""

    label: str
    papers: int
    through: int
    right: int

    @property
    def share(self) -> float:
        return self.through / self.papers if self.papers else 0.0

    @property
    def precision(self) -> float | None:
        return self.right / self.through if self.through else None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`limits` are the thresholds in force, at `target`; `said` and `limits` are by the names of TITLES. `grouped` says what
    the groups are."""

    source: str
    target: float
    limits: Mapping[str, float]
    grouped: str
    said: Mapping[str, Sequence[Said]] = field(default_factory=dict[str, Sequence[Said]])
    groups: Sequence[Group] = ()

    @property
    def whole(self) -> Group:
        return Group("all", *(sum(getattr(g, name) for g in self.groups) for name in ("papers", "through", "right")))
