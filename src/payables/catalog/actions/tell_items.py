"""Tell whoever keeps invoices that lines may have to be matched anew."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from payables.catalog.events import ITEMS_CHANGED, walk_key
from payables.platform.db import Transaction
from payables.platform.queue import enqueue, enqueue_once

GATHERED = timedelta(seconds=1)  # what comes within it is followed at once


def tell_items(tx: Transaction, invoices: Sequence[UUID]) -> None:
    """Of these invoices; none where there are none."""
    if invoices:
        named = [str(invoice) for invoice in sorted(invoices)]
        enqueue(tx, ITEMS_CHANGED, {"account_id": str(tx.account_id), "invoices": named})


def tell_keys(tx: Transaction, company_id: int, vendor_id: int, keys: Collection[str]) -> None:
    """Of the vendor's open invoices with lines of these items of which nobody has decided; none where there are none."""
    if keys:
        payload = {"account_id": str(tx.account_id), "company_id": company_id, "vendor_id": vendor_id}
        enqueue(tx, ITEMS_CHANGED, {**payload, "keys": sorted(keys)})


def tell_vendor(tx: Transaction, company_id: int, vendor_id: int) -> None:
    """Of all the vendor's open invoices: once, however often it is told within a moment."""
    payload = {"account_id": str(tx.account_id), "company_id": company_id, "vendor_id": vendor_id}
    enqueue_once(tx, walk_key(payload), ITEMS_CHANGED, payload, GATHERED)
