"""What an account asks of readings, and which of them passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from payables.capture.model import StraightThrough
from payables.capture.rules.gate import GateSettings
from payables.capture.rules.reach import ACCOUNT, Reach
from payables.capture.rules.thresholds import Threshold
from payables.platform.db import Transaction

GATE = """
SELECT s.precision_target, s.check_all, s.sampled_share, t.thresholds, t.of_places, t.made_for, t.made_at
  FROM (SELECT $1::uuid AS account_id) a
  LEFT JOIN reading_settings s USING (account_id) LEFT JOIN reading_thresholds t USING (account_id)
"""

PASSED = """
-- e-invoices are read without a doubt: they say nothing of how well papers are read
SELECT upload_id, reading -> 'straight_through' AS gate FROM readings
 WHERE account_id = $1 AND upload_id = ANY($2) AND reading ->> 'straight_through' IS NOT NULL
   AND NOT (reading #>> '{method,0}') LIKE 'xml%'
"""

READ = """
-- the papers of the newest invoices that came by upload; e-invoices say nothing of how well papers are read
SELECT r.upload_id, r.created_at, r.reading -> 'straight_through' AS gate
  FROM invoices i JOIN readings r ON r.account_id = i.account_id AND r.upload_id = i.upload_id
 WHERE i.account_id = $1 AND i.state <> 'archived' AND r.reading ->> 'straight_through' IS NOT NULL
   AND NOT (r.reading #>> '{method,0}') LIKE 'xml%'
 ORDER BY r.upload_id DESC LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A paper that was read, when, and what the gate said of it."""

    upload: UUID
    at: datetime
    gate: StraightThrough


@dataclass(frozen=True, slots=True)
class KeptGate:
    """The account's settings, and the thresholds that were found last: those of the account and of places that have their own,
    for which target, and when."""

    settings: GateSettings
    thresholds: dict[Reach, dict[str, Threshold]]
    made_for: float
    made_at: datetime | None


async def gate(tx: Transaction) -> KeptGate:
    row = await tx.fetchrow(GATE, tx.account_id)
    assert row is not None
    settings = GateSettings()
    if row["check_all"] is not None:
        settings = GateSettings(row["precision_target"], row["check_all"], row["sampled_share"])
    of_places = {_place(text): own for text, own in (row["of_places"] or {}).items()}
    kept = {ACCOUNT: row["thresholds"] or {}, **of_places}
    thresholds = {place: msgspec.convert(own, dict[str, Threshold]) for place, own in kept.items()}
    return KeptGate(settings, thresholds, row["made_for"] or 0.0, row["made_at"])


def _place(text: str) -> Reach:
    return tuple(map(int, text.split("/")))


async def passed_of(tx: Transaction, uploads: Sequence[UUID]) -> dict[UUID, StraightThrough]:
    """What the gate said of papers when they were read, as far as there was one; without e-invoices."""
    rows = await tx.fetch(PASSED, tx.account_id, list(uploads))
    return {row["upload_id"]: msgspec.convert(row["gate"], StraightThrough) for row in rows}


async def newest_read(tx: Transaction, most: int) -> list[ReadPaper]:
    """Of the account, whether or not anybody has looked at them; at most so many, the newest first."""
    rows = await tx.fetch(READ, tx.account_id, most)
    return [
        ReadPaper(row["upload_id"], row["created_at"], msgspec.convert(row["gate"], StraightThrough)) for row in rows
    ]
