"""Which policies fire for a document, and in which order.

1. Policies whose level covers the document and whose own conditions hold. One that comes after others fires only where
   at least one of those fires too.
2. Where none of these fires, the catch-alls whose own conditions hold, and what comes after them.

A policy waits for all those of its `after` that fire; its stage is the longest way to it from a policy that waits for none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from uuid import UUID

from payables.approvals.model import Level, Link, Policy, SubjectFacts, Unmet
from payables.approvals.rules.conditions import unmet


@dataclass(frozen=True, slots=True)
class Firing:
    """The chain, by stage and name; and of every policy that does not fire, by its id, what keeps it from it."""

    chain: Sequence[Link]
    kept: Mapping[UUID, Sequence[Unmet]]


def fire(policies: Sequence[Policy], facts: SubjectFacts) -> Firing:
    """Of active policies without circles (rules/circles.py)."""
    fired, kept = _told_apart(policies, facts)
    return Firing(_links(fired), kept)


def firing(policies: Sequence[Policy], facts: SubjectFacts) -> list[Policy]:
    """Those that fire, in no order: of versions of different days the `after` may go round in a circle."""
    return list(_told_apart(policies, facts)[0].values())


NOT_ALONE = Unmet("catch_all", "Another policy fires for it.")
NOTHING_BEFORE = Unmet("after", "None of the policies that this one comes after fires for it.")


def _told_apart(
    policies: Sequence[Policy], facts: SubjectFacts
) -> tuple[dict[UUID, Policy], dict[UUID, Sequence[Unmet]]]:
    """What fires, and what keeps the others from it."""
    kept: dict[UUID, Sequence[Unmet]] = {
        policy.id: own for policy in policies if (own := [*_elsewhere(policy, facts), *_own(policy, facts)])
    }
    holding = [policy for policy in policies if policy.id not in kept]
    fired = _with_followers([policy for policy in holding if not policy.terms.conditions.catch_all])
    if fired:
        kept |= {policy.id: [NOT_ALONE] for policy in holding if policy.terms.conditions.catch_all}
    else:
        fired = _with_followers(holding)
    kept |= {policy.id: [NOTHING_BEFORE] for policy in holding if policy.id not in fired and policy.id not in kept}
    return fired, kept


def _elsewhere(policy: Policy, facts: SubjectFacts) -> list[Unmet]:
    terms = policy.terms
    place, wanted = {
        Level.ACCOUNT: (None, None),
        Level.COMPANY: (facts.company_id, terms.company_id),
        Level.GROUP: (facts.group_id, terms.group_id),
        Level.LOCATION: (facts.location_id, terms.location_id),
    }[terms.level]
    return [] if place == wanted else [Unmet("level", f"It belongs to another {terms.level}.")]


def _own(policy: Policy, facts: SubjectFacts) -> list[Unmet]:
    return unmet(policy.terms.conditions, facts)


def _with_followers(candidates: Sequence[Policy]) -> dict[UUID, Policy]:
    """Those that come after none, and round by round those that come after one that is in already."""
    fired = {policy.id: policy for policy in candidates if not policy.terms.conditions.after}
    while followers := [
        policy
        for policy in candidates
        if policy.id not in fired and any(before in fired for before in policy.terms.conditions.after)
    ]:
        fired |= {policy.id: policy for policy in followers}
    return fired


def _links(fired: Mapping[UUID, Policy]) -> list[Link]:
    before = {id: [one for one in policy.terms.conditions.after if one in fired] for id, policy in fired.items()}
    stages: dict[UUID, int] = {}
    for id in TopologicalSorter(before).static_order():
        stages[id] = max((stages[one] + 1 for one in before[id]), default=0)
    links = [Link(policy, stages[id], tuple(before[id])) for id, policy in fired.items()]
    return sorted(links, key=lambda link: (link.stage, link.policy.terms.name, link.policy.id))


def people_of(links: Iterable[Link]) -> list[int]:
    """Everyone who is named by these, each once."""
    return sorted({person for link in links for person in link.policy.terms.approver_ids})
