"""What the gate asks beside a document's values, and whether the document has passed it."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from payables.capture.model import KeptReading, StraightThrough
from payables.capture.rules.doubts import API_NAMES
from payables.capture.rules.gate import Gate
from payables.extraction.checks.gate import VENDOR
from payables.invoices.model import Reason


def passing_with(passing: StraightThrough, reasons: Sequence[Reason]) -> StraightThrough:
    """What cannot be used, and what memory took against a sure reading, has not passed however sure it was."""
    named = {reason.field for reason in reasons if reason.field}
    fields = {
        name: replace(verdict, passed=verdict.passed and API_NAMES.get(name) not in named)
        for name, verdict in passing.fields.items()
    }
    stopped = bool(reasons)
    return replace(
        passing, passed=passing.passed and not stopped, sampled=passing.sampled and not stopped, fields=fields
    )


def gate_reasons(reading: KeptReading, passing: StraightThrough, gate: Gate) -> Iterator[Reason]:
    """The vendor's signs are weak, or the account wants to see the paper."""
    verdict, match = passing.fields[VENDOR], reading.vendor_match
    if match and match.vendor_id is not None and not verdict.passed:
        signs = ", ".join(sign.replace("_", " ") for sign in match.by)
        sentence = f"The vendor was found by too little ({signs}): compare it with the paper."
        yield Reason("doubtful_reading", sentence, "erp_vendor_id")
    if gate.check_all:
        yield Reason(
            "every_paper_checked",
            "Your account has every paper looked at: compare this one, then change or confirm a field.",
        )
    elif passing.sampled:
        sentence = (
            "This paper was picked at random, nothing is wrong with it: compare it, then change or confirm a field."
        )
        yield Reason("sampled_for_check", sentence)
