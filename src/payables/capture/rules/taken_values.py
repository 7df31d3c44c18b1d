"""Values are taken out of a reading, and what is wrong with them is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from payables.capture.model import StraightThrough
from payables.capture.rules.doubts import API_NAMES, doubtful, is_remembered, remembered, unproven, unusable
from payables.extraction.checks.arithmetic import Arithmetic
from payables.extraction.checks.gate import threshold_of
from payables.extraction.model import Field
from payables.extraction.ranking.thresholds import ALONE, FLOOR
from payables.invoices.model import Reason
from payables.kit.bad_value import BadValueError

Value = TypeVar("Value")


@dataclass(slots=True)
class TakenValues:
    """Of the fields that were `read`; `passing` says which are sure enough."""

    read: dict[str, Field]
    passing: StraightThrough
    reasons: list[Reason] = field(default_factory=list)

    def take(self, name: str, parse: Callable[[str], Value]) -> Value | None:
        found = self.read.get(name)
        if found is None or not found.value.strip():
            return None
        shown = API_NAMES.get(name)
        try:
            value = parse(found.value)
        except BadValueError as error:
            self.reasons.append(unusable(shown or name, str(error)))
            return None
        verdict = self.passing.fields.get(name)
        if shown and is_remembered(found):
            self.reasons.append(remembered(shown, found))
        elif shown and verdict and not verdict.passed:
            self.reasons.append(unproven(shown) if self._is_unproven(name, found) else doubtful(shown))
        return value

    def _is_unproven(self, name: str, found: Field) -> bool:
        alone = threshold_of(name, Arithmetic(self.passing.arithmetic)) == ALONE
        return alone and found.confidence >= FLOOR

    def work_out(self, name: str, find: Callable[[], Value]) -> Value | None:
        """A value that follows from several; `name` is what the reason says if it does not."""
        try:
            return find()
        except BadValueError as error:
            self.reasons.append(unusable(name, str(error)))
            return None
