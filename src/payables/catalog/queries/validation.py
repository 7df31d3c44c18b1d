"""Item validation: whether lines of a vendor's invoices are matched with the catalog."""

from dataclasses import dataclass

from payables.kit.pages import Page
from payables.platform.db import Transaction

OF_COMPANY = """
-- vendors with entries, and those of whom somebody has said so
WITH known AS (
  SELECT vendor_id, count(*) AS entries FROM catalog_entries WHERE account_id = $1 AND company_id = $2 GROUP BY vendor_id
)
SELECT v.id, v.erp_vendor_id, v.erp_vendor_name, s.is_on, coalesce(k.entries, 0) AS entries, count(*) OVER () AS total
  FROM vendors v
  LEFT JOIN known k ON k.vendor_id = v.id
  LEFT JOIN catalog_validation s ON s.account_id = v.account_id AND s.company_id = v.company_id AND s.vendor_id = v.id
 WHERE v.account_id = $1 AND v.company_id = $2 AND (k.vendor_id IS NOT NULL OR s.vendor_id IS NOT NULL)
   AND ($3::int IS NULL OR v.id = $3)
 ORDER BY lower(v.erp_vendor_name), v.id LIMIT $4 OFFSET $5
"""


@dataclass(frozen=True, slots=True)
class Validation:
    """Of one vendor. `switched` is what somebody has set, None for the default: on where the catalog has entries of it."""

    vendor_id: int
    erp_vendor_id: str | None
    erp_vendor_name: str
    switched: bool | None
    entries: int

    @property
    def is_on(self) -> bool:
        return self.entries > 0 if self.switched is None else self.switched


async def validations(
    tx: Transaction, company_id: int, page: Page, *, vendor_id: int | None = None
) -> tuple[int, list[Validation]]:
    """How many vendors there are in all, and one page by name."""
    found = await tx.page(OF_COMPANY, page, tx.account_id, company_id, vendor_id)
    names = ("id", "erp_vendor_id", "erp_vendor_name", "is_on", "entries")
    return found.total, [Validation(*(row[name] for name in names)) for row in found.rows]
