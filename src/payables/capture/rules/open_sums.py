"""Net, tax and total that do not add up, and that no check has told: those of an e-invoice too short for its rules."""

from collections.abc import Iterator
from decimal import Decimal

from payables.capture.rules.failed_checks import CODE
from payables.extraction.checks.arithmetic import Arithmetic, arithmetic
from payables.extraction.model import Reading
from payables.extraction.slack import CENT
from payables.invoices.model import Reason

SUMS = ("net_amount", "total_tax", "total_amount")


def open_sums(reading: Reading) -> Iterator[Reason]:
    """What has not passed the gate never goes on without a word. Lines that do not add up are told by the record itself."""
    told = any(finding.severity == "error" for finding in reading.validation)
    if told or arithmetic(reading) is not Arithmetic.OPEN or any(name not in reading.fields for name in SUMS):
        return
    net, tax, total = (Decimal(reading.fields[name].value) for name in SUMS)
    if abs(net + tax - total) > CENT:
        yield Reason(CODE, f"Net {net} and tax {tax} do not add up to the total {total}: compare the document.")
