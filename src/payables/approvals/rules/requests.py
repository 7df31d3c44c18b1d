"""Whom does each policy of a chain ask, and which policies cannot be completed?

Whoever may not decide is not counted: authors (unless the account says so), people who lost the permission, left, or
cannot see the document. Of `any`, the others decide. Where `all` are needed, or nobody is left, the
policy is in error and says why: it is shown, and never skipped.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from payables.access.model import User
from payables.approvals.model import Link, Needs, Policy, Request, SubjectFacts
from payables.platform.caller import Permission

NOBODY = "The policy has no approvers: add people to it."


def requests_of(
    chain: Sequence[Link],
    people: Mapping[int, User],
    facts: SubjectFacts,
    *,
    authors: frozenset[int],
    self_approval: bool,
) -> list[Request]:
    """In the order of the chain. `people` are all that its policies name, by id, as far as they exist."""
    barred = frozenset[int]() if self_approval else authors
    found: list[Request] = []
    for link in chain:
        reasons = {id: _why_not(people.get(id), facts, barred) for id in link.policy.terms.approver_ids}
        asked = [id for id, reason in reasons.items() if reason is None]
        error = error_of(link.policy, [reason for reason in reasons.values() if reason])
        found += [Request(link, id, error) for id in asked] or [Request(link, None, error)]
    return found


def told(requests: Sequence[Request]) -> list[dict[str, Any]]:
    """A chain as the trail tells it, which outlives it: one entry for each policy."""
    return [
        {
            "id": str(link.policy.id),
            "name": link.policy.terms.name,
            "version": link.policy.version,
            "stage": link.stage,
            "approver_ids": [
                request.approver_id for request in requests if request.link is link and request.approver_id
            ],
            "error": next(request.error for request in requests if request.link is link),
        }
        for link in {request.link.policy.id: request.link for request in requests}.values()
    ]


def error_of(policy: Policy, reasons: Sequence[str]) -> str | None:
    """Why the policy cannot be completed, where `reasons` say of some of its people why they do not count."""
    everybody = len(policy.terms.approver_ids)
    if not everybody:
        return NOBODY
    if len(reasons) == everybody:
        return " ".join(["Nobody of this policy may decide.", *reasons])
    if reasons and policy.terms.needs is Needs.ALL:
        return " ".join(["All people of this policy must approve, and not all of them may.", *reasons])
    return None


def policy_error(policy: Policy, people: Mapping[int, User]) -> str | None:
    """Why the policy, as its people are today, can be completed for no document at all."""
    reasons = [_without_right(people.get(id)) for id in policy.terms.approver_ids]
    return error_of(policy, [reason for reason in reasons if reason])


def _why_not(person: User | None, facts: SubjectFacts, barred: frozenset[int]) -> str | None:
    without = _without_right(person)
    if person is None or without:
        return without
    if person.id in barred:
        return f"{person.display_name} entered this, or changed whom or how much it pays."
    if not person.sees(facts.company_id, facts.location_id):
        return f"{person.display_name} does not see this location."
    return None


def _without_right(person: User | None) -> str | None:
    if person is None:
        return "A user does not exist any more."
    if not person.may(Permission.INVOICES_APPROVE):
        return f"{person.display_name} has no permission to approve any more."
    return None
