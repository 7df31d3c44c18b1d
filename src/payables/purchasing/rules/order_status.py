"""The status of an order: from which facts it follows, and by what it changes (contract/invoices-and-catalog.md section 5).

`status_of` decides; TRANSITIONS writes down every way from one status to another, and docs/purchase-orders.md shows it.
"""

from dataclasses import dataclass
from enum import StrEnum

from payables.purchasing.model import Order, OrderStatus, PutAway

PENDING, OPEN, RECEIVED, CLOSED, FLAGGED, ARCHIVED, DELETED = OrderStatus


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the status follows from. All lines: at least one, and every one of them in full."""

    vendor_known: bool
    is_2_way: bool
    all_received: bool
    all_billed: bool
    put_away: PutAway | None = None
    problem: str | None = None


class Trigger(StrEnum):
    """What changes a status. Values are how the documentation tells it."""

    VENDOR_ENTERED = "the vendor is entered"
    VENDOR_CHANGED = "the ERP names a vendor that is not there"
    RECEIVED = "the last line is received in full, by a receipt"
    RECEIPT_LESS = "a receipt is corrected or taken back, so that a line is not received in full"
    BILLED = "the last line is billed in full, by matched invoices"
    BILLED_LESS = "an invoice gives back what it was matched with, so that a line is not billed in full"
    LINES_CHANGED = "lines, or `is_2_way`, are changed, so that other facts hold of them"
    FLAGGED = "a line's quantity becomes less than was billed"
    REVIEWED = "a quantity is raised, or somebody calls `/reopen`"
    CLOSE = "`/close`"
    ARCHIVE = "`/archive`"
    DELETE = "`/delete`, while nothing is billed or received"
    REOPEN = "`/reopen`"


@dataclass(frozen=True, slots=True)
class Transition:
    """A way from one status to another."""

    trigger: Trigger
    sources: tuple[OrderStatus, ...]
    targets: tuple[OrderStatus, ...]


# A decision of somebody (close, archive, delete) stands until /reopen takes it back, whatever happens to the order meanwhile.
TRANSITIONS = (
    Transition(Trigger.VENDOR_ENTERED, (PENDING,), (OPEN, RECEIVED, FLAGGED)),
    Transition(Trigger.VENDOR_CHANGED, (OPEN, FLAGGED), (PENDING,)),
    Transition(Trigger.RECEIVED, (OPEN,), (RECEIVED,)),
    Transition(Trigger.RECEIPT_LESS, (RECEIVED,), (OPEN,)),
    Transition(Trigger.BILLED, (OPEN, RECEIVED), (CLOSED,)),
    Transition(Trigger.BILLED_LESS, (CLOSED,), (OPEN, RECEIVED)),
    Transition(Trigger.LINES_CHANGED, (OPEN,), (RECEIVED, CLOSED)),
    Transition(Trigger.LINES_CHANGED, (RECEIVED,), (OPEN, CLOSED)),
    Transition(Trigger.LINES_CHANGED, (CLOSED,), (OPEN, RECEIVED)),
    Transition(Trigger.FLAGGED, (OPEN, RECEIVED, CLOSED), (FLAGGED,)),
    Transition(Trigger.REVIEWED, (FLAGGED,), (OPEN, RECEIVED, CLOSED)),
    Transition(Trigger.CLOSE, (PENDING, OPEN, RECEIVED, FLAGGED), (CLOSED,)),
    Transition(Trigger.ARCHIVE, (PENDING, OPEN, RECEIVED, CLOSED, FLAGGED), (ARCHIVED,)),
    Transition(Trigger.DELETE, (PENDING, OPEN, CLOSED, FLAGGED, ARCHIVED), (DELETED,)),
    Transition(Trigger.REOPEN, (CLOSED, ARCHIVED, DELETED), (PENDING, OPEN, RECEIVED, CLOSED)),
)

_OF_PUT_AWAY = {PutAway.CLOSED: CLOSED, PutAway.ARCHIVED: ARCHIVED, PutAway.DELETED: DELETED}


def status_of(facts: OrderFacts) -> OrderStatus:
    """The first that holds: what somebody has decided, no vendor, something to look at, billed in full, received in full
    where receipts count."""
    if facts.put_away:
        return _OF_PUT_AWAY[facts.put_away]
    if not facts.vendor_known:
        return PENDING
    if facts.problem:
        return FLAGGED
    if facts.all_billed:
        return CLOSED
    return RECEIVED if facts.all_received and not facts.is_2_way else OPEN


def facts_of(order: Order) -> OrderFacts:
    """Of an order that was read with its lines. A line of nothing has nothing to wait for."""
    wanted = [item for item in order.items if item.quantity > 0]
    return OrderFacts(
        vendor_known=order.vendor_id is not None,
        is_2_way=order.is_2_way,
        all_received=bool(wanted) and all(item.received >= item.quantity for item in wanted),
        all_billed=bool(wanted) and all(item.billed >= item.quantity for item in wanted),
        put_away=order.put_away,
        problem=order.problem,
    )
