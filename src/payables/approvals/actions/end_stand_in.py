"""A person is back, or comes back earlier than planned."""

from dataclasses import replace
from uuid import UUID

from payables.access import queries as access
from payables.approvals.actions.set_stand_in import check_managed, told
from payables.approvals.model import Phase, StandIn
from payables.approvals.queries import stand_ins
from payables.approvals.store import stand_ins as store
from payables.audit.actions.record import record
from payables.kit.errors import NotFound
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction


async def end_stand_in(tx: Transaction, caller: Caller, stand_in_id: UUID | None) -> StandIn:
    """As it is now; one that is over already stays as it is. What was decided meanwhile holds. Raises NotFound, also for
    another person's where the caller does not manage users; OutOfScope where that person sees more than the caller."""
    found = await stand_ins.load_for_update(tx, stand_in_id) if stand_in_id else None
    if found is None or not (found.user_id == caller.user_id or caller.may(Permission.USERS_MANAGE)):
        raise NotFound(what="stand-in")
    if found.user_id != caller.user_id:
        person = await access.user_within(tx, caller.scope, found.user_id)
        if person is None:
            raise NotFound(what="stand-in")
        check_managed(caller, person)
    if found.phase(tx.now) is Phase.ENDED:
        return found
    await store.end(tx, found)
    ended = replace(found, ended_at=tx.now, ended_by=caller.user_id)
    record(tx, "stand_in.ended", "user", found.user_id, before=told(found), after=told(ended))
    return ended
