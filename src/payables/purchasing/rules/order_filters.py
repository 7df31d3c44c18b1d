"""What a list of orders may be asked for (contract/invoices-and-catalog.md sections 5.1 and 12: two sets of words)."""

from enum import StrEnum

from payables.purchasing.model import OrderStatus


class OrderFilter(StrEnum):
    """The words of an order's status, and those of the older filter."""

    PENDING = "pending"
    OPEN = "open"
    RECEIVED = "received"
    CLOSED = "closed"
    FLAGGED = "flagged"
    ARCHIVED = "archived"
    DELETED = "deleted"
    PENDING_REVIEW = "pending_review"
    APPROVED = "approved"
    REJECTED = "rejected"


OLDER_WORDS = {
    OrderFilter.PENDING_REVIEW: (OrderStatus.PENDING, OrderStatus.FLAGGED),
    OrderFilter.APPROVED: (OrderStatus.OPEN, OrderStatus.RECEIVED),
    OrderFilter.REJECTED: (OrderStatus.ARCHIVED, OrderStatus.DELETED),
}


def statuses_of(word: OrderFilter) -> tuple[OrderStatus, ...]:
    """Which statuses a word of the filter stands for."""
    return OLDER_WORDS[word] if word in OLDER_WORDS else (OrderStatus(word.value),)
