"""Match an invoice of a company that has no orders."""

from payables.matching.model import Asked, Found, Kept, Match, Matched, Outcome
from payables.matching.queries import ledger
from payables.matching.queries.orders import named_keys, ordered
from payables.platform.db import Transaction


async def match_nothing(tx: Transaction, asked: Asked) -> Matched:
    """Nothing to compare it with; but written down with the numbers that it names (actions/keep_match.py), so that an order
    that comes later finds it. What it had of another company's orders is given back."""
    kept = Kept() if asked.is_new else (await ledger.state_of(tx, asked.id)).kept
    before = {one.order for allocations in kept.allocations.values() for one in allocations} | set(kept.charges)
    locked = await ordered(tx, asked, kept, [], lock=True, before=before)
    found = Found(Match(Outcome.NO_ORDER), named=tuple(named_keys(asked)))
    return Matched(found, kept=locked.kept, orders=locked.locked)
