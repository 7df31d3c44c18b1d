"""Decide differences from what was ordered: paid as billed, or paid with a credit expected."""

from collections.abc import Collection, Sequence
from uuid import UUID

from payables.matching.errors import MatchPending, NothingHeld
from payables.matching.model import Held, Outcome, Ruling
from payables.matching.queries.held import held_of
from payables.matching.queries.ledger import decode_found, state_of
from payables.matching.store import ledger
from payables.platform.db import Transaction


async def decide(
    tx: Transaction, invoice: UUID, lines: Collection[int] | None, decision: Ruling, reason: str
) -> Sequence[Held]:
    """Those of these lines (0 is the whole, None is everything) that keep the invoice back, as they were found last. The
    decision holds for exactly these numbers. The caller holds the lock of the invoice. Raises NothingHeld, and
    MatchPending while it has to be matched again."""
    state = await state_of(tx, invoice)
    if state.kept.stale:
        raise MatchPending
    found = decode_found(state.kept.found) if state.kept.found else None
    held = [one for one in held_of(found, state.decided) if _may_be_decided(one)] if found else []
    meant = [one for one in held if lines is None or one.decided.line in lines]
    if not meant or (lines is not None and {one.decided.line for one in meant} != set(lines)):
        raise NothingHeld
    await ledger.decide(tx, invoice, [one.decided for one in meant], decision, reason, tx.actor.user_id)
    return meant


def _may_be_decided(held: Held) -> bool:
    """What is about to be matched again has no numbers to decide on yet."""
    return held.finding.outcome is not Outcome.ORDER_CHANGING
