"""Policies as the API shows them, and what a change makes of one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from payables.access import queries as access
from payables.access.model import User
from payables.approvals.actions.restore_policy import as_draft
from payables.approvals.model import PolicyDraft, PolicyTerms
from payables.approvals.queries import policies
from payables.approvals.queries.policies import Stored
from payables.approvals.rules.requests import policy_error
from payables.approvals.schema.policies import (
    PolicyAnswer,
    PolicyChange,
    PolicyVersion,
)
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.platform.http.instants import twins
from payables.platform.http.request import ApiRequest


def laid_over(terms: PolicyTerms, change: PolicyChange) -> PolicyDraft:
    """The terms with what was sent. The company of a new location is its own, unless one is sent to be compared."""
    sent = {name: value for name in change.__struct_fields__ if (value := getattr(change, name)) is not UNSET}
    if "ottimate_location_id" in sent:
        sent = {"ottimate_company_id": None} | sent
    return msgspec.structs.replace(as_draft(terms), **sent)


def policy_id_of(text: str) -> UUID:
    """Raises NotFound: what is no id is no policy."""
    if found := parse_uuid(text):
        return found
    raise NotFound(what="approval policy")


async def shown(request: ApiRequest, found: Sequence[Stored]) -> list[PolicyVersion]:
    """With names of people and groups, in two statements for a hundred as for one."""
    ids = {id for one in found for id in (*one.policy.terms.approver_ids, one.created_by) if id is not None}
    people = await access.users(request.tx, sorted(ids))
    groups = {one.policy.terms.group_id for one in found}
    names = await policies.group_names(request.tx, {id for id in groups if id is not None})
    return [PolicyVersion(**_fields(one, people, names)) for one in found]


async def answer(request: ApiRequest, found: Stored) -> PolicyAnswer:
    (one,) = await shown(request, [found])
    return PolicyAnswer(version=request.answer_version, **msgspec.structs.asdict(one))


def _fields(one: Stored, people: Mapping[int, User], groups: Mapping[int, str]) -> dict[str, Any]:
    policy, terms = one.policy, one.policy.terms
    return {
        "id": str(policy.id),
        "policy_version": policy.version,
        "active": policy.active,
        "name": terms.name,
        "level": terms.level,
        "ottimate_company_id": terms.company_id,
        "location_group_id": terms.group_id,
        "location_group": groups.get(terms.group_id) if terms.group_id else None,
        "ottimate_location_id": terms.location_id,
        "conditions": terms.conditions,
        "needs": terms.needs,
        "approvers": [people[id].person for id in terms.approver_ids if id in people],
        "error": policy_error(policy, people),
        "restored_from": one.restored_from,
        **twins("created_date", one.created_at),
        "created_by": author.person if (author := people.get(one.created_by or 0)) else None,
    }
