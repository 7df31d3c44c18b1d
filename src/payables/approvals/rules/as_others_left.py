"""Policies as other people left them: what is not counted is what some people have changed lately.

Nobody's own changes count for what they made or approve: not those of the authors, nor those of whoever approves it. They
are set aside from COOLING_OFF before it was entered on, since a policy can be narrowed before an invoice comes, and put
back after it.
A later version by somebody else is built on theirs and set aside with it, unless it restores a version: that says all of it
anew, in that person's name, and so confirms it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from payables.access.model import User
from payables.approvals.model import Approval, Decision, Needs, Policy, SubjectFacts
from payables.platform.caller import Permission

COOLING_OFF = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Made:
    """A version of a policy, and who made it when and out of which older one."""

    policy: Policy
    created_at: datetime
    created_by: int | None
    restored_from: int | None


@dataclass(frozen=True, slots=True)
class Bypassed:
    """A policy that would have asked these people, any or all of them, and which of them are missing."""

    policy: Policy
    missing: Sequence[int]


def as_others_left(versions: Iterable[Made], people: Set[int], since: datetime) -> list[Policy]:
    """Of each policy the newest version that is not set aside; a policy that has none is left out. `versions`: oldest first,
    of each policy from the one on that was in force at `since`."""
    newest: dict[UUID, Policy] = {}
    aside: set[UUID] = set()
    for made in versions:
        policy = made.policy
        if made.created_by in people and made.created_at > since:
            aside.add(policy.id)
        elif made.restored_from is not None:
            aside.discard(policy.id)
        if policy.id not in aside:
            newest[policy.id] = policy
    return list(newest.values())


def bypassed(
    policies: Collection[Policy], records: Sequence[Approval], people: Mapping[int, User], facts: SubjectFacts
) -> list[Bypassed]:
    """Those of the firing `policies` that did not ask, or at another version, and whose people have not approved in any other
    way. Whoever may not approve any more, or does not see it, is not waited for; nor is a policy that has nobody else."""
    asked = {(record.policy_id, record.policy_version) for record in records}
    approved = {person for record in records for person in _who_approved(record)}
    found = [
        Bypassed(policy, _missing(policy, approved, people, facts))
        for policy in policies
        if (policy.id, policy.version) not in asked
    ]
    return [one for one in found if one.missing]


def _who_approved(record: Approval) -> Iterable[int]:
    if record.status is Decision.APPROVED and record.approver_id is not None:
        yield record.approver_id
        if record.decided_as is not None and record.decided_by is not None:
            yield record.decided_by


def _missing(policy: Policy, approved: Set[int], people: Mapping[int, User], facts: SubjectFacts) -> list[int]:
    able = [id for id in policy.terms.approver_ids if _is_able(people.get(id), facts)]
    missing = [id for id in able if id not in approved]
    if policy.terms.needs is Needs.ANY and len(missing) < len(able):
        return []
    return missing


def _is_able(person: User | None, facts: SubjectFacts) -> bool:
    return (
        person is not None
        and person.may(Permission.INVOICES_APPROVE)
        and person.sees(facts.company_id, facts.location_id)
    )
