"""The status of a receipt: from which facts it follows, and by what it changes (contract/invoices-and-catalog.md section 6).

`status_of` and `problem_of` decide; TRANSITIONS writes down every way from one status to another, and docs/receipts.md
shows it.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from payables.purchasing.model import PutAway, ReceiptStatus

PENDING, OPEN, CLOSED, FLAGGED, ARCHIVED, DELETED = ReceiptStatus
ALIVE = (PENDING, OPEN, FLAGGED, CLOSED)


class ReceiptProblem(StrEnum):
    """What has to be looked at, the first that holds."""

    ORDER_CLOSED = "order_closed"  # it came when somebody had closed the order already
    UNIT_NOT_CONVERTIBLE = "unit_not_convertible"  # of one of its lines, which does not count until it is known
    TOO_MUCH = "received_more_than_ordered"


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What the status follows from. `counted` and `billed` are sums over its lines, each in the unit of its order line."""

    order_pending: bool = False
    order_put_away: PutAway | None = None
    put_away: PutAway | None = None
    came_too_late: bool = False  # it has been flagged so, and nobody has opened the order again
    uncounted: bool = False  # a line of something has a quantity that cannot be converted
    too_much: bool = False  # with it, more of a line is received than was ordered
    counted: Decimal = Decimal(0)
    billed: Decimal = Decimal(0)


class Trigger(StrEnum):
    """What changes a status. Values are how the documentation tells it."""

    ORDER_WAITS = "the ERP names a vendor of its order that is not there"
    ORDER_TAKEN = "the vendor of its order is entered"
    FLAGGED = "a line cannot be converted, or is more than was still ordered"
    CLEARED = "a conversion is learned, a quantity corrected, or the order opened again; or `/reopen` of one that came too late"
    BILLED = "the last of its goods is billed, by matched invoices"
    BILLED_LESS = "an invoice gives back what it was matched with, or a quantity is raised"
    ARCHIVE = "`/archive`"
    DELETE = "`/delete`"
    REOPEN = "`/reopen`"


@dataclass(frozen=True, slots=True)
class Transition:
    """A way from one status to another."""

    trigger: Trigger
    sources: tuple[ReceiptStatus, ...]
    targets: tuple[ReceiptStatus, ...]


TRANSITIONS = (
    # An order of which something counts keeps its vendor, and of one without a vendor nothing is billed.
    Transition(Trigger.ORDER_WAITS, (OPEN, FLAGGED), (PENDING,)),
    Transition(Trigger.ORDER_TAKEN, (PENDING,), (OPEN, FLAGGED)),
    Transition(Trigger.FLAGGED, (OPEN, CLOSED), (FLAGGED,)),
    Transition(Trigger.CLEARED, (FLAGGED,), (OPEN, CLOSED)),
    Transition(Trigger.BILLED, (OPEN,), (CLOSED,)),
    Transition(Trigger.BILLED_LESS, (CLOSED,), (OPEN,)),
    Transition(Trigger.ARCHIVE, ALIVE, (ARCHIVED,)),
    Transition(Trigger.DELETE, (*ALIVE, ARCHIVED), (DELETED,)),
    Transition(Trigger.REOPEN, (ARCHIVED, DELETED), (PENDING, OPEN, FLAGGED)),
)

_OF_PUT_AWAY = {PutAway.ARCHIVED: ARCHIVED, PutAway.DELETED: DELETED}


def status_of(facts: ReceiptFacts) -> ReceiptStatus:
    """The first that holds: what somebody has decided, its order waits for its vendor, something to look at, billed in
    full."""
    if facts.put_away:
        return _OF_PUT_AWAY[facts.put_away]
    if facts.order_pending:
        return PENDING
    if problem_of(facts):
        return FLAGGED
    return CLOSED if facts.billed >= facts.counted > 0 else OPEN


def problem_of(facts: ReceiptFacts) -> ReceiptProblem | None:
    """None for what is put away: it counts no more."""
    if facts.put_away:
        return None
    if facts.came_too_late and facts.order_put_away is PutAway.CLOSED:
        return ReceiptProblem.ORDER_CLOSED
    if facts.uncounted:
        return ReceiptProblem.UNIT_NOT_CONVERTIBLE
    return ReceiptProblem.TOO_MUCH if facts.too_much else None
