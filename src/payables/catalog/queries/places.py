"""Whether the places that prices name exist, belong to the company, and lie within the caller's scope."""

from collections.abc import Iterable

from payables.accounts.errors import LocationOfAnotherCompany
from payables.catalog.errors import GroupOfAnotherCompany
from payables.catalog.model import Place, Target
from payables.kit.errors import NotFound, OutOfScope, Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction

LOCATIONS = "SELECT id, company_id FROM locations WHERE account_id = $1 AND id = ANY($2)"

GROUPS = """
SELECT g.id, EXISTS (SELECT FROM locations l
                      WHERE l.account_id = g.account_id AND l.group_id = g.id AND l.company_id = $3) AS of_company
  FROM location_groups g WHERE g.account_id = $1 AND g.id = ANY($2)
"""


async def refused_places(
    tx: Transaction, caller: Caller, company_id: int, places: Iterable[Place]
) -> dict[Place, Refusal]:
    """Those that cannot be written to, each with its refusal; in two statements at most. The company has been checked."""
    named = set(places)
    locations = await _companies(tx, sorted({place.location_id for place in named if place.location_id}))
    groups = await _groups(tx, company_id, sorted({place.group_id for place in named if place.group_id}))
    found = {place: _refusal(caller, company_id, place, locations, groups) for place in named}
    return {place: refusal for place, refusal in found.items() if refusal}


async def _companies(tx: Transaction, ids: list[int]) -> dict[int, int]:
    return {row["id"]: row["company_id"] for row in await tx.fetch(LOCATIONS, tx.account_id, ids)} if ids else {}


async def _groups(tx: Transaction, company_id: int, ids: list[int]) -> dict[int, bool]:
    rows = await tx.fetch(GROUPS, tx.account_id, ids, company_id) if ids else []
    return {row["id"]: row["of_company"] for row in rows}


def _refusal(
    caller: Caller, company_id: int, place: Place, locations: dict[int, int], groups: dict[int, bool]
) -> Refusal | None:
    scope = caller.scope
    if place.target is Target.LOCATION:
        location_id = place.location_id or 0
        if location_id not in locations:
            return NotFound(what="location")
        if locations[location_id] != company_id:
            return LocationOfAnotherCompany(location_id=location_id, company_id=company_id)
        return None if scope.covers_location(company_id, location_id) else OutOfScope(what="location")
    if place.target is Target.LOCATION_GROUP and not groups.get(place.group_id or 0):
        known = place.group_id in groups and scope.company_ids is None
        return (
            GroupOfAnotherCompany(group_id=place.group_id, company_id=company_id)
            if known
            else NotFound(what="location group")
        )
    return None if scope.location_ids is None else OutOfScope(what="company as a whole")
