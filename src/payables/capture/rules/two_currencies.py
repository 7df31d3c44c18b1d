"""A paper with sums in two currencies is taken in one of them only by a person."""

from payables.extraction.checks.currencies import RULE
from payables.extraction.model import Reading
from payables.invoices.model import Reason


def two_currencies(reading: Reading) -> list[Reason]:
    """At most one, about the field `currency`: naming it in a change answers it."""
    told = " ".join(finding.message for finding in reading.validation if finding.rule == RULE)
    sentence = "Compare the paper, then correct or confirm the currency and the sums."
    return [Reason("two_currencies", f"{told} {sentence}", "currency")] if told else []
