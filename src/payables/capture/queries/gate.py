"""What an account asks of readings, and which of them passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from payables.capture.model import StraightThrough
from payables.capture.rules.gate import GateSettings
from payables.capture.rules.thresholds import Threshold
from payables.platform.db import Transaction

GATE = """
SELECT s.precision_target, s.check_all, s.sampled_share, t.thresholds, t.made_for, t.made_at
  FROM (SELECT $1::uuid AS account_id) a
  LEFT JOIN reading_settings s USING (account_id) LEFT JOIN reading_thresholds t USING (account_id)
"""

PASSED = """
-- e-invoices are read without a doubt: they say nothing of how well papers are read
SELECT upload_id, reading -> 'straight_through' AS gate FROM readings
 WHERE account_id = $1 AND upload_id = ANY($2) AND reading ->> 'straight_through' IS NOT NULL
   AND NOT (reading #>> '{method,0}') LIKE 'xml%'
"""


@dataclass(frozen=True, slots=True)
class KeptGate:
    """The account's settings, and the thresholds that were found last: for which target, and when."""

    settings: GateSettings
    thresholds: dict[str, Threshold]
    made_for: float
    made_at: datetime | None


async def gate(tx: Transaction) -> KeptGate:
    row = await tx.fetchrow(GATE, tx.account_id)
    assert row is not None
    settings = GateSettings()
    if row["check_all"] is not None:
        settings = GateSettings(row["precision_target"], row["check_all"], row["sampled_share"])
    kept = msgspec.convert(row["thresholds"] or {}, dict[str, Threshold])
    return KeptGate(settings, kept, row["made_for"] or 0.0, row["made_at"])


async def passed_of(tx: Transaction, uploads: Sequence[UUID]) -> dict[UUID, StraightThrough]:
    """What the gate said of papers when they were read, as far as there was one; without e-invoices."""
    rows = await tx.fetch(PASSED, tx.account_id, list(uploads))
    return {row["upload_id"]: msgspec.convert(row["gate"], StraightThrough) for row in rows}
