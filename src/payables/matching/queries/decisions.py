"""What people decided of an invoice's differences."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from payables.matching.model import Decided, Outcome, Ruling
from payables.platform.db import Transaction

OF_INVOICE = """
SELECT item, outcome, numbers, decision, reason, decided_at, decided_by FROM match_decisions
 WHERE account_id = $1 AND invoice = $2
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A decision with who made it, when and why."""

    decision: Ruling
    reason: str
    decided_at: datetime
    decided_by: int | None


async def decisions_of(tx: Transaction, invoice: UUID) -> dict[Decided, Made]:
    """By what each answers."""
    rows = await tx.fetch(OF_INVOICE, tx.account_id, invoice)
    return {
        Decided(row["item"], Outcome(row["outcome"]), bytes(row["numbers"])): Made(
            Ruling(row["decision"]), row["reason"], row["decided_at"], row["decided_by"]
        )
        for row in rows
    }
