"""A person goes away, and another decides for them (contract/invoices-and-catalog.md section 4.7). Policies stay as they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from payables.access import queries as access
from payables.access.model import User
from payables.access.queries.hands import one_hand
from payables.accounts.actions.lock import lock
from payables.approvals.actions.tell_stand_in import tell_stand_in
from payables.approvals.errors import OwnAppointment, OwnStandIn, StandInMayNotApprove
from payables.approvals.model import Phase, StandIn
from payables.approvals.queries import stand_ins
from payables.approvals.rules.stand_ins import check_fits
from payables.approvals.store import stand_ins as store
from payables.audit.actions.record import record
from payables.kit.errors import NotFound, OutOfScope
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Absence:
    """What is wanted. People by id or e-mail address: `person` None is the caller, `stand_in` None is nobody."""

    person: int | str | None
    stand_in: int | str | None
    starts_at: datetime
    ends_at: datetime | None
    note: str | None


async def set_stand_in(tx: Transaction, caller: Caller, wanted: Absence) -> StandIn:
    """People set their own; who manages users sets others', as far as they see, and not themselves in their place: one
    administrator would fill both seats of a chain. The stand-in has to be a person who may approve; whether they see an
    invoice is asked when they decide over it.

    Raises NotFound, PermissionDenied, OutOfScope, OwnStandIn, OwnAppointment, StandInMayNotApprove, StandInOverlaps,
    StandInCycle.
    """
    person = await _person(tx, caller, caller.user_id if wanted.person is None else wanted.person, "user")
    check_managed(caller, person)
    stand_in = await _stand_in(tx, caller, person, wanted.stand_in)
    # two requests at once could each be without overlap or cycle, and not together
    await lock(tx)
    new = StandIn(
        tx.new_id(),
        person.id,
        stand_in.id if stand_in else None,
        wanted.starts_at,
        wanted.ends_at,
        wanted.note,
        tx.now,
        caller.user_id,
    )
    check_fits(new, await stand_ins.not_over(tx))
    await store.insert(tx, new)
    record(tx, "stand_in.set", "user", person.id, after=told(new))
    if new.phase(tx.now) is Phase.ACTIVE:
        await tell_stand_in(tx, new)
    return new


def check_managed(caller: Caller, person: User) -> None:
    """One's own, or that of somebody who sees no more than whoever manages users. Raises PermissionDenied, OutOfScope."""
    if person.id == caller.user_id:
        return
    caller.need(Permission.USERS_MANAGE)
    seen = {"company_ids": caller.scope.company_ids, "location_ids": caller.scope.location_ids}
    if not all(_within(getattr(person, name), ids) for name, ids in seen.items()):
        raise OutOfScope(what="user")


def told(one: StandIn) -> dict[str, Any]:
    """What the trail says of a stand-in."""
    return {
        "stand_in": str(one.id),
        "stand_in_id": one.stand_in_id,
        "starts_at": one.starts_at,
        "until": one.until,
        "note": one.note,
    }


async def _person(tx: Transaction, caller: Caller, name: int | str, what: str) -> User:
    found = await access.user_within(tx, caller.scope, name)
    if found is None:
        raise NotFound(what=what)
    return found


def _within(ids: list[int] | None, of: frozenset[int] | None) -> bool:
    return of is None or (ids is not None and of.issuperset(ids))


async def _stand_in(tx: Transaction, caller: Caller, person: User, name: int | str | None) -> User | None:
    if name is None:
        return None
    found = await _person(tx, caller, name, "stand-in")
    if found.id == person.id:
        raise OwnStandIn
    if found.kind != "person" or not found.may(Permission.INVOICES_APPROVE):
        raise StandInMayNotApprove(user=found.display_name)
    if person.id != caller.user_id and found.id in await one_hand(tx, frozenset({caller.user_id}), tx.now):
        raise OwnAppointment
    return found
