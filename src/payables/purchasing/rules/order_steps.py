"""Whether somebody may take a step with an order, by the table of rules/order_status.py."""

from dataclasses import replace

from payables.purchasing.model import Order, PutAway
from payables.purchasing.rules.order_changes import Rewritten, settled
from payables.purchasing.rules.order_status import TRANSITIONS, Trigger

STEPS = {PutAway.CLOSED: Trigger.CLOSE, PutAway.ARCHIVED: Trigger.ARCHIVE, PutAway.DELETED: Trigger.DELETE}


def may_put_away(order: Order, how: PutAway) -> bool:
    """An order that was closed because all of it was billed can be archived, but there is nothing to close."""
    return any(order.status in t.sources for t in TRANSITIONS if t.trigger is STEPS[how])


def may_reopen(order: Order) -> bool:
    """What somebody has put away, or what waits for somebody to look at it."""
    return order.put_away is not None or order.problem is not None


def possible_steps(order: Order) -> list[str]:
    """Words of the API, in the order in which they are offered. Deleting takes no more than that nothing is in use here."""
    steps = [str(how).removesuffix("d") for how in PutAway if may_put_away(order, how)]
    if is_in_use(order) and "delete" in steps:
        steps.remove("delete")
    return steps + (["reopen"] if may_reopen(order) else [])


def is_in_use(order: Order) -> bool:
    return any(item.received or item.billed for item in order.items)


def put_away(order: Order, how: PutAway, reason: str | None) -> Rewritten:
    return _changed(order, replace(order, put_away=how, put_away_reason=reason))


def reopened(order: Order) -> Rewritten:
    return _changed(order, replace(order, put_away=None, put_away_reason=None, problem=None))


def _changed(before: Order, after: Order) -> Rewritten:
    return Rewritten(before, settled(after), {})
