"""A stand-in begins: whoever decides from now on is told what waits for the person who is away."""

from payables.access import queries as access
from payables.approvals.model import StandIn
from payables.approvals.queries import stand_ins, turns
from payables.approvals.store import stand_ins as store
from payables.notices.actions.notify import notify
from payables.notices.model import NoticeKind
from payables.platform.db import Transaction

AT_ONCE = 100


async def tell_stand_ins(tx: Transaction) -> bool:
    """Those of the account that have begun and were not told yet, on several workers at once if need be. Answers whether
    more may be left."""
    begun = await stand_ins.lock_begun(tx, AT_ONCE)
    for one in begun:
        await tell_stand_in(tx, one)
    return len(begun) == AT_ONCE


async def tell_stand_in(tx: Transaction, one: StandIn) -> None:
    """Once, when it begins; what comes later is told as it comes (actions/tell_turn.py). Nobody stands in for who is only
    out of office."""
    if one.stand_in_id is None:
        return
    await store.told(tx, one.id)
    person = (await access.users(tx, [one.user_id]))[one.user_id]
    message = f"You stand in for {person.display_name}, whose turn it is to approve this."
    for turn in await turns.of_approver(tx, one.user_id):
        notify(tx, NoticeKind.ASKED, turn.subject, [one.stand_in_id], cause=turn.cause, message=message)
