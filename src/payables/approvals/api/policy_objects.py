"""Policies as the API shows them, and how what is sent becomes what is wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from payables.access import queries as access
from payables.access.model import User
from payables.approvals.actions.draw_up import Wanted
from payables.approvals.actions.restore_policy import as_wanted
from payables.approvals.model import Terms
from payables.approvals.queries import policies
from payables.approvals.queries.policies import Stored
from payables.approvals.rules.requests import policy_error
from payables.approvals.schema.policies import (
    ConditionsObject,
    PolicyAnswer,
    PolicyBody,
    PolicyChange,
    PolicyPerson,
    PolicyPersonNamed,
    PolicyVersion,
)
from payables.kit.dates import format_utc
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.ids import parse_int_id, parse_uuid
from payables.platform.http.request import ApiRequest
from payables.platform.http.rows import int_id


def wanted_of(body: PolicyBody) -> Wanted:
    """Raises InvalidFields."""
    return Wanted(
        name=body.name,
        level=body.level,
        company_id=_id("ottimate_company_id", body.ottimate_company_id),
        group=body.location_group,
        location_id=_id("ottimate_location_id", body.ottimate_location_id),
        conditions=body.conditions,
        needs=body.needs,
        people=_people(body.approvers),
    )


def laid_over(terms: Terms, change: PolicyChange) -> Wanted:
    """The terms with what was sent. A new place is read with the level that it then has. Raises InvalidFields."""
    sent: dict[str, Any] = {
        name: value for name in change.__struct_fields__ if (value := getattr(change, name)) is not UNSET
    }
    changed = {name: sent[name] for name in ("name", "level", "conditions", "needs") if name in sent}
    if "approvers" in sent:
        changed["people"] = _people(sent["approvers"])
    if "location_group" in sent:
        changed["group"] = sent["location_group"]
    if "ottimate_location_id" in sent:
        changed["location_id"] = _id("ottimate_location_id", sent["ottimate_location_id"])
        changed["company_id"] = None  # the new location's own, unless one is sent to be compared with it
    if "ottimate_company_id" in sent:
        changed["company_id"] = _id("ottimate_company_id", sent["ottimate_company_id"])
    return replace(as_wanted(terms), **changed)


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
        "conditions": ConditionsObject(**msgspec.structs.asdict(terms.conditions)),
        "needs": terms.needs,
        "approvers": [_person(people[id]) for id in terms.approver_ids if id in people],
        "error": policy_error(policy, people),
        "restored_from": one.restored_from,
        "created_date": format_utc(one.created_at),
        "created_by": _person(author) if (author := people.get(one.created_by or 0)) else None,
    }


def _person(user: User) -> PolicyPerson:
    return PolicyPerson(str(user.id), user.email, user.display_name)


def _people(named: Sequence[PolicyPersonNamed]) -> list[int | str]:
    return [_named(person, f"approvers[{n}]") for n, person in enumerate(named)]


def _named(person: PolicyPersonNamed, field: str) -> int | str:
    user_id = parse_int_id(str(person.id)) if person.id is not None else None
    if user_id is not None:
        return user_id
    if person.id is None and person.email:
        return person.email
    raise InvalidFields([FieldError(field, "Send the user's id or email.", "required")])


def _id(field: str, sent: int | str | None) -> int | None:
    return None if sent is None else int_id(field, sent)
