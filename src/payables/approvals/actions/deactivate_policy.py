"""Take a policy out of force."""

from uuid import UUID

from payables.accounts.actions.lock import lock
from payables.approvals.actions.find_policy import find_policy
from payables.approvals.errors import PolicyIsNeeded
from payables.approvals.queries import policies
from payables.approvals.store import policies as store
from payables.audit.actions.record import record
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def deactivate_policy(
    tx: Transaction, caller: Caller, policy_id: UUID, *, seen_version: int | None = None
) -> None:
    """What waits for its people goes on waiting for them until it is settled anew. Twice is as good as once.

    Raises NotFound, OutOfScope, StalePolicy, PolicyIsNeeded: a policy that comes after it would never ask anybody again."""
    await lock(tx)
    policy = (await find_policy(tx, caller, policy_id, to_change=True, seen_version=seen_version)).policy
    if not policy.active:
        return
    for other in await policies.active(tx):
        if policy.id in other.terms.conditions.after:
            raise PolicyIsNeeded(policy=other.terms.name)
    await store.deactivate(tx, policy.id)
    record(
        tx,
        "approval_policy.deactivated",
        "approval_policy",
        policy.id,
        before={"active": True},
        after={"active": False},
    )
