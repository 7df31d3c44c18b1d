"""Which steps the status of a receipt lets somebody take, by the table of rules/receipt_status.py."""

from payables.purchasing.model import PutAway, Receipt
from payables.purchasing.rules.receipt_status import TRANSITIONS, ReceiptProblem, Trigger


def may_take(receipt: Receipt, trigger: Trigger) -> bool:
    return any(receipt.status in way.sources for way in TRANSITIONS if way.trigger is trigger)


def may_reopen(receipt: Receipt) -> bool:
    """What somebody has put away, or what came when its order was closed already."""
    return receipt.put_away is not None or receipt.problem == ReceiptProblem.ORDER_CLOSED


def possible_steps(receipt: Receipt) -> list[str]:
    """Words of the API, in the order in which they are offered."""
    away = {PutAway.ARCHIVED: Trigger.ARCHIVE, PutAway.DELETED: Trigger.DELETE}
    steps = [str(how).removesuffix("d") for how, trigger in away.items() if may_take(receipt, trigger)]
    return steps + (["reopen"] if may_reopen(receipt) else [])
