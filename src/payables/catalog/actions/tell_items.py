"""Tell whoever keeps invoices that lines may have to be matched anew."""

from collections.abc import Sequence
from uuid import UUID

from payables.catalog.events import ITEMS_CHANGED
from payables.platform.db import Transaction
from payables.platform.queue import enqueue


def tell_items(tx: Transaction, invoices: Sequence[UUID]) -> None:
    """Of these invoices; none where there are none."""
    if invoices:
        named = [str(invoice) for invoice in sorted(invoices)]
        enqueue(tx, ITEMS_CHANGED, {"account_id": str(tx.account_id), "invoices": named})


def tell_vendor(tx: Transaction, company_id: int, vendor_id: int) -> None:
    """Of all the vendor's open invoices."""
    payload = {"account_id": str(tx.account_id), "company_id": company_id, "vendors": [vendor_id]}
    enqueue(tx, ITEMS_CHANGED, payload)
