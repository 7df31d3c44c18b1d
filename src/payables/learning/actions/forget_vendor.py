"""Forget what a vendor's papers have taught."""

from payables.audit.actions.record import record
from payables.learning import store
from payables.platform.db import Transaction
from payables.vendors.model import Vendor


async def forget_vendor(tx: Transaction, vendor: Vendor) -> int:
    """How many papers had taught something. What is true of them stays: a later correction or approval of one of them
    teaches again, and only what it says."""
    papers = await store.forget(tx, vendor.company_id, vendor.id)
    if papers:
        message = f"What {papers} of its papers had taught is forgotten."
        record(tx, "vendor.reading_forgotten", "vendor", vendor.id, before={"papers": papers}, message=message)
    return papers
