"""Who must not approve an invoice: whoever entered it, or changed since whom, where or how much it pays.

The location is among it: another one may have other policies, or none.

Coding, dates and notes make nobody an author: the one who approves often completes them.
"""

from payables.invoices.model import Invoice

PAYS = ["location_id", "vendor_id", "total_amount", "currency", "type"]


def authors_of(invoice: Invoice, changed_pays: frozenset[int]) -> frozenset[int]:
    """`changed_pays`: whoever has changed one of PAYS."""
    return changed_pays if invoice.entered_by is None else changed_pays | {invoice.entered_by}
