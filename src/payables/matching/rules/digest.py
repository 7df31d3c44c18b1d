"""The numbers that a decision was taken on."""

from decimal import Decimal
from hashlib import sha256

from payables.matching.model import HOLDING, Finding, LineMatch


def numbers_of(decided: LineMatch | Finding) -> bytes:
    """SHA-256 of what somebody saw who decided: all that the line says, the order's line, quantity and price, and of each
    difference what was billed, expected and too much, however a number is written; not of the limits, which a decision goes
    beyond anyway."""
    told = _of_line(decided) if isinstance(decided, LineMatch) else _of_finding(decided)
    return sha256("\n".join(told).encode()).digest()


def _of_line(line: LineMatch) -> list[str]:
    own = [line.said, str(line.order_line), _plain(line.quantity), _plain(line.price), line.outcome]
    return own + [text for finding in line.findings if finding.outcome in HOLDING for text in _of_finding(finding)]


def _of_finding(finding: Finding) -> list[str]:
    numbers = (finding.billed, finding.expected, finding.excess)
    return [finding.outcome, str(finding.charge), *map(_plain, numbers)]


def _plain(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
