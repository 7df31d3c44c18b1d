"""What the checks of a reading found, as reasons: its errors. Warnings are shown beside the record and stop nothing."""

from collections.abc import Iterator, Sequence

from payables.extraction.model import Finding, Reading
from payables.invoices.model import Reason

CODE = "document_check_failed"
NAMED = 10  # rules that one sentence names
_OF_THE_NORM = ("BR-", "UBL-", "CII-")  # EN 16931, its bindings, and what builds on it


def failed_checks(reading: Reading) -> Iterator[Reason]:
    """One for all rules of EN 16931 that are broken: what each says is in the reading. One for each other error."""
    errors = [finding for finding in reading.validation if finding.severity == "error"]
    of_the_norm = [error for error in errors if error.rule.startswith(_OF_THE_NORM)]
    if len({error.rule for error in of_the_norm}) > 1:
        yield Reason(CODE, _all_of(of_the_norm))
        errors = [error for error in errors if error not in of_the_norm]
    for error in errors:
        yield Reason(CODE, f"{error.rule}: {error.message}")


def _all_of(errors: Sequence[Finding]) -> str:
    rules = list(dict.fromkeys(error.rule for error in errors))
    named = ", ".join(rules[:NAMED]) + (f" and {len(rules) - NAMED} more" if len(rules) > NAMED else "")
    told = f"{len(rules)} rules of EN 16931 are broken: {named}; see extraction.validation."
    return f"{told} Ask the vendor for a valid invoice, or compare this one."
