"""Nothing is expected of a claim any more."""

from payables.audit.actions.record import record
from payables.claims import queries, store
from payables.claims.errors import ClaimClosed
from payables.claims.model import Claim, ClaimStatus
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def withdraw_claim(tx: Transaction, caller: Caller, claim_id: str, reason: str) -> Claim:
    """What it was about stays decided: the invoice is paid as billed. Credit memos that settled a part of it are free for other
    claims. Raises NotFound, ClaimClosed."""
    claim = await queries.lock(tx, caller.scope, claim_id)
    if claim.status is not ClaimStatus.OPEN:
        raise ClaimClosed(status=claim.status)
    await store.withdraw(tx, claim.id, reason)
    before = {"amount": claim.amount, "settled": claim.settled, "currency": claim.currency}
    record(tx, "claim.withdrawn", "claim", claim.id, before=before, message=reason)
    return await queries.visible(tx, caller.scope, claim_id)
