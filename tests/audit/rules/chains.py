"""Exports made without a database."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from payables.audit.model import Head, Recorded, SignedHead, Verdict
from payables.audit.rules.chain import GENESIS, hash_of, line_of, link
from payables.audit.rules.examination import Examination
from payables.audit.rules.heads import SigningKey, head_line
from payables.kit.dates import format_utc
from payables.kit.ids import racc

ACCOUNT, OTHER = UUID(int=0xA), UUID(int=0xB)
KEY, OTHER_KEY = SigningKey(bytes(32)), SigningKey(bytes([1]) * 32)
AFTER = '{"total": 110.00, "note": "Größe"}'
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def entry(number: int, after: str) -> Recorded:
    return Recorded(
        UUID(int=number),
        NOON + timedelta(seconds=number),
        7,
        "client",
        f"req_{number}",
        "invoice.changed",
        "invoice",
        str(number),
        None,
        after,
        None,
    )


def export(count: int, account: UUID = ACCOUNT, key: SigningKey = KEY, after: str = AFTER) -> list[bytes]:
    """So many entries and the signed head."""
    lines, previous = [], GENESIS
    for number in range(1, count + 1):
        text = link(account, number, previous, entry(number, after))
        previous = hash_of(text)
        lines.append(line_of(text, previous))
    return [*lines, head_line(key.sign(Head(racc(account), format_utc(NOON), previous.hex(), count)))]


def verdict(
    lines: Iterable[bytes], trusted: tuple[bytes, ...] = (KEY.public,), saved: SignedHead | None = None
) -> Verdict:
    examination = Examination(trusted, saved)
    for line in lines:
        examination.look_at(line)
    return examination.verdict()


def sentences(
    lines: Iterable[bytes], trusted: tuple[bytes, ...] = (KEY.public,), saved: SignedHead | None = None
) -> str:
    """What is found, as "line: sentence" each."""
    return "\n".join(f"{fault.line}: {fault.sentence}" for fault in verdict(lines, trusted, saved).faults)
