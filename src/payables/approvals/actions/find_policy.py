"""Find a policy that a client names."""

from uuid import UUID

from payables.approvals.errors import StalePolicy
from payables.approvals.model import Level, PolicyTerms
from payables.approvals.queries import policies
from payables.approvals.queries.policies import Stored
from payables.kit.errors import NotFound, OutOfScope
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def find_policy(
    tx: Transaction,
    caller: Caller,
    policy_id: UUID | None,
    *,
    version: int | None = None,
    to_change: bool = False,
    seen_version: int | None = None,
) -> Stored:
    """At its newest version, or at the one that is named. Whoever sees a part of the account reads the account's policies
    and those that speak of some of their locations, and changes those of whose locations they see all.

    `seen_version` is the newest that whoever changes it has seen. Raises NotFound, OutOfScope, StalePolicy."""
    found = await policies.one(tx, caller.scope, policy_id, version) if policy_id else None
    if found is None:
        raise NotFound(what="approval policy")
    if to_change:
        await check_scope(tx, caller, found.policy.terms)
    if seen_version is not None and seen_version != found.policy.version:
        raise StalePolicy
    return found


async def check_scope(tx: Transaction, caller: Caller, terms: PolicyTerms) -> None:
    """Raises OutOfScope for terms that speak of more than the caller sees."""
    scope = caller.scope
    if scope.company_ids is None and scope.location_ids is None:
        return
    if terms.level is Level.ACCOUNT or (terms.level is Level.COMPANY and scope.location_ids is not None):
        raise OutOfScope(what=f"whole {terms.level}")
    covered = await policies.places(
        tx, company_id=terms.company_id, group_id=terms.group_id, location_id=terms.location_id
    )
    if not covered or not all(scope.covers_location(place.company_id, place.id) for place in covered):
        raise OutOfScope(what=f"whole {terms.level}")
