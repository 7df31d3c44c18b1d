"""Bring back an older version of a policy, as its newest."""

from uuid import UUID

from payables.accounts.actions.lock import lock
from payables.approvals.actions.draw_up import draw_up
from payables.approvals.actions.find_policy import find_policy
from payables.approvals.model import Policy, PolicyDraft, PolicyPersonNamed, PolicyTerms
from payables.approvals.rules.terms import told
from payables.approvals.store import policies as store
from payables.audit.actions.record import changed_fields, record
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def restore_policy(
    tx: Transaction, caller: Caller, policy_id: UUID, version: int, *, seen_version: int | None = None
) -> Policy:
    """In force with it, also if the policy was not any more. It is judged like a new one: its people may have left.

    Raises NotFound, OutOfScope, StalePolicy and what draw_up raises."""
    await lock(tx)
    newest = (await find_policy(tx, caller, policy_id, to_change=True, seen_version=seen_version)).policy
    old = (await find_policy(tx, caller, policy_id, version=version)).policy.terms
    terms = await draw_up(tx, caller, as_draft(old), policy_id=policy_id)
    restored = await store.add_version(tx, policy_id, terms, restored_from=version)
    before, after = changed_fields(told(newest.terms), told(terms))
    message = f"Version {version} as version {restored.version}."
    record(tx, "approval_policy.restored", "approval_policy", policy_id, before=before, after=after, message=message)
    return restored


def as_draft(terms: PolicyTerms) -> PolicyDraft:
    """Terms as a client would send them."""
    return PolicyDraft(
        name=terms.name,
        level=terms.level,
        ottimate_company_id=terms.company_id,
        location_group=terms.group_id,
        ottimate_location_id=terms.location_id,
        conditions=terms.conditions,
        needs=terms.needs,
        approvers=[PolicyPersonNamed(id=id) for id in terms.approver_ids],
    )
