"""What has to happen for an account's people, API users and clients to become what the org file says."""

from typing import Any

from payables.access.model import ApiUserEntry, PersonEntry, PresentAccess, ScopeEntry
from payables.accounts.model import Step, Things, steps_between


def plan_people(
    present: PresentAccess,
    people: tuple[PersonEntry, ...],
    api_users: tuple[ApiUserEntry, ...],
    *,
    deactivate_missing: bool,
) -> list[Step]:
    """Steps in the order in which they can be applied: people, API users, clients."""
    pairs: list[tuple[str, Things, Things]] = [
        ("person", present.people, {person.email.lower(): _person(person) for person in people}),
        ("api_user", present.api_users, {user.name: _api_user(user) for user in api_users}),
        ("client", present.clients, {f"{user.name}/{name}": {} for user in api_users for name in user.clients}),
    ]
    return [
        step
        for subject, found, wanted in pairs
        for step in steps_between(subject, found, wanted, deactivate_missing=deactivate_missing)
    ]


def _person(person: PersonEntry) -> dict[str, Any]:
    names = {"first_name": person.first_name, "last_name": person.last_name}
    return {"email": person.email, **names, "role": person.role, **_scope(person.scope), "active": True}


def _api_user(user: ApiUserEntry) -> dict[str, Any]:
    return {"role": user.role, **_scope(user.scope), "active": True}


def _scope(scope: ScopeEntry) -> dict[str, Any]:
    return {"scope": str(scope.kind), "companies": sorted(scope.companies), "locations": sorted(scope.locations)}
