"""What the invoices of a company are compared with at all."""

from dataclasses import dataclass

from payables.platform.db import Transaction

COMPARED_WITH = """
SELECT EXISTS (SELECT FROM purchase_orders WHERE account_id = $1 AND company_id = $2)
       OR EXISTS (SELECT FROM matching_settings WHERE account_id = $1 AND company_id = $2 AND orders_needed = 'always')
       AS orders,
       EXISTS (SELECT FROM catalog_entries WHERE account_id = $1 AND company_id = $2) AS catalog
"""


@dataclass(frozen=True, slots=True)
class ComparedWith:
    """Whether the company has purchase orders, or wants one for every invoice; and whether it has a catalog."""

    orders: bool
    catalog: bool


async def compared_with(tx: Transaction, company_id: int) -> ComparedWith:
    """One question for both, asked once in a transaction."""
    (row,) = await tx.once(COMPARED_WITH, tx.account_id, company_id)
    return ComparedWith(row["orders"], row["catalog"])
