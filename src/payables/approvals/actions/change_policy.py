"""Change an approval policy: a new version."""

from collections.abc import Callable
from uuid import UUID

from payables.accounts.actions.lock import lock
from payables.approvals.actions.draw_up import draw_up
from payables.approvals.actions.find_policy import find_policy
from payables.approvals.errors import PolicyInactive
from payables.approvals.model import Policy, PolicyDraft, PolicyTerms
from payables.approvals.rules.terms import told
from payables.approvals.store import policies as store
from payables.audit.actions.record import changed_fields, record
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def change_policy(
    tx: Transaction,
    caller: Caller,
    policy_id: UUID,
    merge: Callable[[PolicyTerms], PolicyDraft],
    *,
    seen_version: int | None = None,
) -> Policy:
    """`merge` lays what was sent over the newest terms. Where that makes no difference there is no new version.

    Raises NotFound, OutOfScope, StalePolicy, PolicyInactive and what draw_up raises."""
    await lock(tx)
    policy = (await find_policy(tx, caller, policy_id, to_change=True, seen_version=seen_version)).policy
    if not policy.active:
        raise PolicyInactive
    terms = await draw_up(tx, caller, merge(policy.terms), policy_id=policy.id)
    if terms == policy.terms:
        return policy
    changed = await store.add_version(tx, policy.id, terms)
    before, after = changed_fields(told(policy.terms), told(terms))
    record(
        tx,
        "approval_policy.changed",
        "approval_policy",
        policy.id,
        before=before,
        after=after,
        message=f"Version {changed.version}.",
    )
    return changed
