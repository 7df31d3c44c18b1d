"""Take back vendors that were created by mistake and that nothing names yet."""

from collections.abc import Sequence

from payables.audit.actions.record import record
from payables.platform.db import Transaction
from payables.vendors import store
from payables.vendors.actions.check_former_ids import note_left
from payables.vendors.rules.fields import LONGEST

TOLD = ("company_id", *LONGEST)


async def withdraw_vendors(tx: Transaction, company_id: int, vendor_ids: Sequence[int]) -> set[int]:
    """The ids that were withdrawn. A vendor that an invoice, a rule or anything else names stays."""
    withdrawn = await store.delete_unused(tx, company_id, vendor_ids)
    for row in withdrawn:
        record(tx, "vendor.withdrawn", "vendor", row["id"], before={name: row[name] for name in TOLD})
    await note_left(
        tx, company_id, [(row["erp_vendor_id"], row["id"], row["iban"]) for row in withdrawn if row["iban"]]
    )
    return {row["id"] for row in withdrawn}
