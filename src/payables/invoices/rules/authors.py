"""Who must not approve an invoice: whoever entered it, sent a file that it was read from, or arranged the pages of its file,
or changed since whom, where or how much it pays, what it is compared with, or what its dimensions and its vendor stand for.

Which pages are one document decides what is read, and so whom and how much is paid. A file that was merged into another's
stays with whoever sent it, however its pages are divided then.

The location is among it: another one may have other policies, or none. So is the master data: policies read names and
numbers of GL accounts, and an ERP posts to what the ids mean on that day.

The order that it names is among it, and so are changes of its lines, and pairs made by hand, by which a difference from what
was ordered goes away:
otherwise whoever may not decide over a difference would change the invoice until there is none.

Which lines, dimensions, dates and notes it has otherwise makes nobody an author: the one who approves often completes them.
"""

from collections.abc import Sequence, Set

from payables.invoices.model import Invoice, Item, Reason
from payables.invoices.rules.content import Content
from payables.matching.model import Outcome

PAYS = ["location_id", "vendor_id", "total_amount", "discount_amount", "currency", "type", "purchase_order"]
DIFFERENCES_GONE = "differences_gone"  # as the trail tells it, beside the names of fields
ARRANGED = ["upload.merged", "upload.split", "upload.taken_out", "upload.undone"]  # what the trail tells of files

_DIFFERENCES = frozenset(outcome.value for outcome in Outcome)


def authors_of(
    invoice: Invoice, changed_pays: Set[int], of_paper: Set[int], changed_meaning: Set[int] = frozenset()
) -> frozenset[int]:
    """`changed_pays`: whoever has changed one of PAYS, or has made differences go away; `of_paper`: whoever sent its files or
    arranged their pages; `changed_meaning`: whoever has changed the master data that it is coded with."""
    entered = set[int]() if invoice.entered_by is None else {invoice.entered_by}
    return frozenset(entered.union(changed_pays, of_paper, changed_meaning))


def differences_gone(before: Content, after: Content) -> list[str]:
    """The codes of differences from orders that do not keep the invoice back any more, now that its lines are others; none
    if the lines measure what they did."""
    if _measures(before.items) == _measures(after.items):
        return []
    return gone_of(before.invoice.reasons, after.invoice.reasons)


def gone_of(before: Sequence[Reason], after: Sequence[Reason]) -> list[str]:
    """The codes of differences from orders that were among these reasons and are no longer."""
    left = {(reason.code, reason.field) for reason in after}
    return sorted(
        _DIFFERENCES.intersection(reason.code for reason in before if (reason.code, reason.field) not in left)
    )


def _measures(items: Sequence[Item]) -> list[tuple[object, ...]]:
    return [(item.name, item.sku, item.quantity, item.unit, item.price, item.amount) for item in items]
