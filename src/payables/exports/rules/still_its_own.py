"""May a job's file be given out? Only while the job speaks for every invoice in it."""

from collections.abc import Iterable

from payables.exports.errors import FileOutdated
from payables.invoices.model import ClaimOutcome

# What was left out never stood in the file.
_ITS_OWN = {ClaimOutcome.CLAIMED, ClaimOutcome.EXPORTED, ClaimOutcome.LEFT_OUT}


def check_still_its_own(outcomes: Iterable[tuple[int, ClaimOutcome]]) -> None:
    """Integer id and outcome of all that the job was asked for. Raises FileOutdated for an invoice that was rejected or
    given back."""
    for invoice_id, outcome in outcomes:
        if outcome not in _ITS_OWN:
            raise FileOutdated(invoice_id=invoice_id, outcome=outcome)
