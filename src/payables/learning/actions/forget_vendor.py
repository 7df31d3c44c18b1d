"""Forget what a vendor's papers have taught."""

from payables.audit.actions.record import record
from payables.kit.errors import OutOfScope
from payables.learning import store
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors.model import Vendor


async def forget_vendor(tx: Transaction, caller: Caller, vendor: Vendor) -> int:
    """How many papers had taught something. What is true of them stays: a later correction or approval of one of them
    teaches again, and only what it says. It concerns all locations of the company: raises OutOfScope for one who sees
    only some of them."""
    if not caller.scope.sees_whole_companies:
        raise OutOfScope(what="company")
    papers = await store.forget(tx, vendor.company_id, vendor.id)
    if papers:
        message = f"What {papers} of its papers had taught is forgotten."
        record(tx, "vendor.reading_forgotten", "vendor", vendor.id, before={"papers": papers}, message=message)
    return papers
