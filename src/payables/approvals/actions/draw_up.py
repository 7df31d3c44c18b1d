"""Make the terms of a policy out of what a client wants, and refuse what could never work.

The same for a new policy, a changed one, a restored version, and one that is only tried.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from payables.access import queries as access
from payables.access.model import User
from payables.accounts import queries as accounts
from payables.approvals.actions.find_policy import check_scope
from payables.approvals.model import Conditions, Level, Policy, PolicyDraft, PolicyPersonNamed, PolicyTerms
from payables.approvals.queries import policies, references
from payables.approvals.queries.policies import Place
from payables.approvals.rules.circles import comes_after_itself
from payables.approvals.rules.terms import check_count, checked
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.ids import parse_int_id
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction


async def draw_up(
    tx: Transaction, caller: Caller, wanted: PolicyDraft, *, policy_id: UUID | None = None
) -> PolicyTerms:
    """`policy_id` is the policy that will have these terms, None for a new one. Nothing is written.

    Raises InvalidFields, NotFound, OutOfScope, LocationOfAnotherCompany."""
    check_count(wanted.approvers)
    terms = checked(await _place(tx, caller, wanted))
    await check_scope(tx, caller, terms)
    named = await access.named_users(tx, [_named(one, f"approvers[{n}]") for n, one in enumerate(wanted.approvers)])
    people = [person if person and person.shares_with(caller.scope) else None for person in named]
    _check_known(people)
    covered = await policies.places(
        tx, company_id=terms.company_id, group_id=terms.group_id, location_id=terms.location_id
    )
    faults = _faults_of_people(people, covered)
    faults += await _faults_of_after(tx, caller, terms.conditions, covered, policy_id)
    faults += await references.faults(tx, terms.conditions, companies={place.company_id for place in covered})
    if faults:
        raise InvalidFields(faults)
    return replace(terms, approver_ids=tuple(dict.fromkeys(person.id for person in people if person)))


async def _place(tx: Transaction, caller: Caller, wanted: PolicyDraft) -> PolicyTerms:
    """Of the ids exactly those that the level needs. Without its people, who are looked up next."""
    company_id, group_id, location_id = None, None, None
    if wanted.level is Level.COMPANY:
        company_id = (await accounts.company(tx, caller, _needed("ottimate_company_id", wanted.ottimate_company_id))).id
    elif wanted.level is Level.LOCATION:
        named = _needed("ottimate_location_id", wanted.ottimate_location_id)
        owner = _id("ottimate_company_id", wanted.ottimate_company_id)
        location = await accounts.location(tx, caller, named, company_id=owner)
        company_id, location_id = location.company_id, location.id
    elif wanted.level is Level.GROUP:
        group_id = await _group(tx, wanted.location_group)
    return PolicyTerms(
        wanted.name, wanted.level, company_id, group_id, location_id, wanted.conditions, wanted.needs, approver_ids=()
    )


def _needed(field: str, sent: int | str | None) -> int:
    found = _id(field, sent)
    if found is None:
        raise InvalidFields([FieldError(field, "A policy of this level names it.", "required")])
    return found


def _id(field: str, sent: int | str | None) -> int | None:
    found = parse_int_id(str(sent)) if sent is not None else None
    if found is None and sent is not None:
        raise InvalidFields([FieldError(field, "Send an integer id.", "invalid_id")])
    return found


def _named(person: PolicyPersonNamed, field: str) -> int | str:
    """The id as a number, or the address. Raises InvalidFields naming the field."""
    user_id = parse_int_id(str(person.id)) if person.id is not None else None
    if user_id is not None:
        return user_id
    if person.id is None and person.email:
        return person.email
    raise InvalidFields([FieldError(field, "Send the user's id or email.", "required")])


async def _group(tx: Transaction, wanted: int | str | None) -> int:
    if wanted is None:
        raise InvalidFields([FieldError("location_group", "A policy of this level names its group.", "required")])
    found = await policies.groups(tx, parse_int_id(str(wanted)), str(wanted))
    if not found:
        raise NotFound(what="group of locations")
    if len(found) > 1:
        sentence = "Several groups have this name: send the id, as a policy of the group shows it."
        raise InvalidFields([FieldError("location_group", sentence, "ambiguous")])
    return found[0]


def _check_known(people: Sequence[User | None]) -> None:
    faults = [
        FieldError(f"approvers[{n}]", "There is no such user.", "unknown_user")
        for n, person in enumerate(people)
        if person is None
    ]
    if faults:
        raise InvalidFields(faults)


def _faults_of_people(people: Sequence[User | None], covered: Sequence[Place]) -> list[FieldError]:
    faults: list[FieldError] = []
    for n, person in enumerate(people):
        if person is None:
            continue
        if not person.may(Permission.INVOICES_APPROVE):
            sentence = f"{person.display_name} may not approve: choose someone whose role allows it and who is active."
            faults.append(FieldError(f"approvers[{n}]", sentence, "approver_may_not_approve"))
        elif not all(person.sees(place.company_id, place.id) for place in covered if place.active):
            sentence = f"{person.display_name} does not see all locations that the policy is for."
            faults.append(FieldError(f"approvers[{n}]", sentence, "approver_does_not_see"))
    return faults


async def _faults_of_after(
    tx: Transaction, caller: Caller, conditions: Conditions, covered: Sequence[Place], policy_id: UUID | None
) -> list[FieldError]:
    """What the caller does not see, or never asks for the same invoices, is as unknown as what does not exist."""
    if not conditions.after:
        return []
    known = await policies.may_come_before(tx, caller.scope, conditions.after, covered)
    sentence = "No policy in force that can ask for the same invoices has this id."
    faults = [
        FieldError(f"conditions.after[{n}]", sentence, "unknown_policy")
        for n, one in enumerate(conditions.after)
        if one not in known and one != policy_id
    ]
    active = await policies.active(tx) if policy_id is not None else []
    if policy_id is not None and comes_after_itself(policy_id, _order(active, policy_id, conditions)):
        sentence = "The policy would come after itself: take out one of the policies on the way round."
        faults.append(FieldError("conditions.after", sentence, "policy_circle"))
    return faults


def _order(known: Iterable[Policy], policy_id: UUID, conditions: Conditions) -> dict[UUID, tuple[UUID, ...]]:
    return {policy.id: policy.terms.conditions.after for policy in known} | {policy_id: conditions.after}
