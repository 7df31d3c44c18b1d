"""Make an approval policy."""

from payables.accounts.actions.lock import lock
from payables.approvals.actions.draw_up import draw_up
from payables.approvals.errors import TooManyPolicies
from payables.approvals.model import Policy, PolicyDraft
from payables.approvals.queries import policies
from payables.approvals.rules.terms import told
from payables.approvals.store import policies as store
from payables.audit.actions.record import record
from payables.platform.caller import Caller
from payables.platform.db import Transaction

MOST = 500


async def create_policy(tx: Transaction, caller: Caller, wanted: PolicyDraft) -> Policy:
    """In force from now on, for documents that begin to wait from now on. Raises what draw_up raises, TooManyPolicies.

    Whoever changes policies of an account goes one after the other, so that no two changes make a circle together."""
    await lock(tx)
    if len(await policies.active(tx)) >= MOST:
        raise TooManyPolicies(most=MOST)
    policy = await store.insert(tx, await draw_up(tx, caller, wanted))
    record(tx, "approval_policy.created", "approval_policy", policy.id, after=told(policy.terms))
    return policy
