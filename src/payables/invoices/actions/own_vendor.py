"""Does somebody approve an invoice to whose vendor they alone have given the bank details?"""

from collections.abc import Set

from payables.approvals.queries import decisions
from payables.invoices.errors import OwnVendor
from payables.invoices.model import Invoice
from payables.invoices.queries.bringers import bringers
from payables.platform.db import Transaction


async def own_vendor(tx: Transaction, invoice: Invoice, approving: Set[int]) -> OwnVendor | None:
    """Why these must not, the person and the program that acts for them; None where they may, or where the account lets people
    approve what they entered."""
    if approving.isdisjoint(await bringers(tx, invoice)) or await decisions.self_approval_allowed(tx):
        return None
    return OwnVendor()
