"""How an account's readings turned out, for whoever reports it."""

from payables.capture.actions.find_gate import gate_of, is_fresh, measure, told_of
from payables.capture.queries import gate as queries
from payables.capture.rules.gate import Gate
from payables.capture.rules.outcomes import PaperTold
from payables.platform.db import Transaction


async def tell_outcomes(tx: Transaction, most: int) -> tuple[list[PaperTold], Gate, float]:
    """Its newest papers that somebody has looked at; what its next paper meets, and which share of right values that is
    meant to keep. Nothing is written."""
    kept = await queries.gate(tx)
    found = kept.thresholds if is_fresh(tx, kept) else await measure(tx, kept.settings)
    return await told_of(tx, most), gate_of(kept.settings, found), kept.settings.precision_target
