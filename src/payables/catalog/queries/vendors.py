"""The vendors that entries name."""

from collections.abc import Iterable
from dataclasses import dataclass

from payables.platform.db import Transaction

BY_ERP_IDS = """
SELECT id, erp_vendor_id, erp_vendor_name FROM vendors
 WHERE account_id = $1 AND company_id = $2 AND erp_vendor_id = ANY($3)
"""


@dataclass(frozen=True, slots=True)
class Supplier:
    """A vendor by its id, and how the ERP calls it."""

    id: int
    name: str


async def suppliers(tx: Transaction, company_id: int, erp_vendor_ids: Iterable[str]) -> dict[str, Supplier]:
    """By erp_vendor_id, those that the company has."""
    rows = await tx.fetch(BY_ERP_IDS, tx.account_id, company_id, sorted(set(erp_vendor_ids)))
    return {row["erp_vendor_id"]: Supplier(row["id"], row["erp_vendor_name"]) for row in rows}
