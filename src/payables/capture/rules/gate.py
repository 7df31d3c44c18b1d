"""May a document go on without that a person looks at its reading? Only where number, date, vendor and total are each as
sure as their threshold asks, and the arithmetic does not contradict. A total to which no lines lead needs a higher one."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from payables.capture.model import KeptReading, StraightThrough
from payables.extraction.checks.arithmetic import arithmetic
from payables.extraction.checks.gate import ASKED, READ, VENDOR, passes, threshold_of, verdict
from payables.extraction.model import Reading
from payables.extraction.ranking.thresholds import PRECISION

WHOLE = 1 << 64


@dataclass(frozen=True, slots=True)
class GateSettings:
    """What an account wants: the share of values that are right among those that go on unseen, whether every paper is looked
    at whatever it says, and the share of papers that are shown to a person although they would go on."""

    precision_target: float = PRECISION
    check_all: bool = False
    sampled_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Gate:
    """What an account asks of a reading: `thresholds` by field, of which `own` come from its own outcomes, so that the share
    `precision_target` of what goes on is right. With `check_all` nothing goes on unseen; `sampled_share` of what would go on
    is shown to a person, so that outcomes stay honest."""

    thresholds: Mapping[str, float]
    own: frozenset[str] = frozenset()
    precision_target: float = PRECISION
    check_all: bool = False
    sampled_share: float = 0.0


def straight_through(reading: KeptReading, gate: Gate, document: UUID) -> StraightThrough:
    """What the reading itself says; a value that cannot be used, or memory against a sure reading, comes on top.

    An e-invoice that its rules find valid is read without a doubt; which vendor it is from is asked as of any paper.
    """
    closing = arithmetic(reading)
    sure = reading.is_xml and not has_errors(reading)
    fields = {name: verdict(name, _confidence(reading, name), closing, gate.thresholds, sure=sure) for name in READ}
    fields[VENDOR] = verdict(VENDOR, _matched(reading), closing, gate.thresholds)
    passed = passes(fields.values(), closing) and not has_errors(reading)
    sampled = passed and is_sampled(document, gate.sampled_share)
    return StraightThrough(
        passed=passed and not sampled and not gate.check_all,
        fields=fields,
        arithmetic=closing.value,
        thresholds_from="account" if gate.own & {threshold_of(name, closing) for name in ASKED} else "shipped",
        precision_target=gate.precision_target,
        sampled=sampled,
    )


def has_errors(reading: Reading) -> bool:
    return any(finding.severity == "error" for finding in reading.validation)


def is_sampled(document: UUID, share: float) -> bool:
    """The same answer whenever the file is read again, and nothing that a sender could choose."""
    return int.from_bytes(sha256(document.bytes).digest()[:8]) < share * WHOLE


def _confidence(reading: Reading, name: str) -> float | None:
    found = reading.fields.get(name)
    return found.confidence if found and found.value.strip() else None


def _matched(reading: KeptReading) -> float | None:
    """How strongly its signs speak for the vendor; None where a person has to choose."""
    match = reading.vendor_match
    return match.score if match and match.vendor_id is not None else None
