"""Who must not approve an invoice: whoever entered it, or changed since whom, where or how much it pays, or what its
dimensions and its vendor stand for.

The location is among it: another one may have other policies, or none. So is the master data: policies read names and
numbers of GL accounts, and an ERP posts to what the ids mean on that day.

Which dimensions, dates and notes it has makes nobody an author: the one who approves often completes them.
"""

from payables.invoices.model import Invoice

PAYS = ["location_id", "vendor_id", "total_amount", "currency", "type"]


def authors_of(
    invoice: Invoice, changed_pays: frozenset[int], changed_meaning: frozenset[int] = frozenset()
) -> frozenset[int]:
    """`changed_pays`: whoever has changed one of PAYS; `changed_meaning`: the master data that it is coded with."""
    entered = frozenset() if invoice.entered_by is None else {invoice.entered_by}
    return changed_pays | changed_meaning | entered
