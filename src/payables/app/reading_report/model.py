"""What a report is drawn from: how sure fields were and whether they were right, and what had gone straight through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from payables.extraction.training.reliability import Said
from payables.extraction.training.tally import Tally, added

# Fields as their thresholds are called, and as people call them.
TITLES = {
    "number": "Invoice number",
    "invoice_date": "Invoice date",
    "vendor": "Vendor",
    "total_amount": "Total, proven by lines",
    "total_amount_alone": "Total alone",
}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`limits` are the thresholds in force, at `target`; `said` and `limits` are by the names of TITLES. `grouped` says what
    the groups are."""

    source: str
    target: float
    limits: Mapping[str, float]
    grouped: str
    said: Mapping[str, Sequence[Said]] = field(default_factory=dict[str, Sequence[Said]])
    groups: Sequence[Tally] = ()

    @property
    def whole(self) -> Tally:
        return added("all", self.groups)
