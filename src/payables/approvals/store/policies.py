"""Writes of policies. Versions are only ever added."""

from uuid import UUID

import msgspec

from payables.approvals.model import Policy, PolicyTerms
from payables.platform.db import Transaction

INSERT = """
INSERT INTO approval_policies (account_id, id, version, active, created_at, created_by, updated_at, updated_by)
VALUES ($1, $2, 1, true, $3, $4, $3, $4)
"""

ADVANCE = """
UPDATE approval_policies SET version = version + 1, active = true, updated_at = $3, updated_by = $4
 WHERE account_id = $1 AND id = $2 RETURNING version
"""

INSERT_VERSION = """
INSERT INTO approval_policy_versions (account_id, policy_id, version, created_at, created_by, restored_from, name, level,
                                      company, group_id, location_id, conditions, needs, approver_ids)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
"""

DEACTIVATE = """
UPDATE approval_policies SET active = false, updated_at = $3, updated_by = $4 WHERE account_id = $1 AND id = $2
"""


async def insert(tx: Transaction, terms: PolicyTerms) -> Policy:
    policy = Policy(tx.new_id(), 1, True, terms)
    await tx.execute(INSERT, tx.account_id, policy.id, tx.now, tx.actor.user_id)
    await _insert_version(tx, policy, None)
    return policy


async def add_version(
    tx: Transaction, policy_id: UUID, terms: PolicyTerms, *, restored_from: int | None = None
) -> Policy:
    """The policy is in force with it, also if it was not before."""
    version = await tx.fetchval(ADVANCE, tx.account_id, policy_id, tx.now, tx.actor.user_id)
    policy = Policy(policy_id, version, True, terms)
    await _insert_version(tx, policy, restored_from)
    return policy


async def deactivate(tx: Transaction, policy_id: UUID) -> None:
    await tx.execute(DEACTIVATE, tx.account_id, policy_id, tx.now, tx.actor.user_id)


async def _insert_version(tx: Transaction, policy: Policy, restored_from: int | None) -> None:
    terms = policy.terms
    origin = (tx.now, tx.actor.user_id, restored_from)
    place = (terms.level, terms.company_id, terms.group_id, terms.location_id)
    said = (msgspec.to_builtins(terms.conditions), terms.needs, list(terms.approver_ids))
    await tx.execute(INSERT_VERSION, tx.account_id, policy.id, policy.version, *origin, terms.name, *place, *said)
