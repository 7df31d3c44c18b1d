"""Who could have arranged that no policy asks anybody?"""

from collections.abc import Sequence
from datetime import datetime

from payables.approvals.model import Approval
from payables.audit import queries as audit
from payables.platform.db import Transaction

LOOSENING = ["approval_policy.changed", "approval_policy.deactivated", "approval_policy.restored"]


async def loosened_by(
    tx: Transaction, approval_mode: str, records: Sequence[Approval], entered_at: datetime
) -> frozenset[int]:
    """Everyone who has changed, deactivated or restored a policy of the account since the subject was entered; nobody
    where a policy asks, or where policies do not decide."""
    if approval_mode != "advanced" or any(record.policy_id for record in records):
        return frozenset()
    return await audit.actors_since(tx, "approval_policy", LOOSENING, entered_at)
