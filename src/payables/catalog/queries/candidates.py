"""What lines of a vendor's invoices are compared with: its entries, whether it is wanted, and what people said before."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from payables.catalog.model import Candidate
from payables.platform.db import Transaction

HAS_ENTRIES = "SELECT EXISTS (SELECT FROM catalog_entries WHERE account_id = $1 AND company_id = $2) AS has"

OF_VENDORS = """
SELECT vendor_id, hidden_at IS NOT NULL AS hidden, id, item_name, sku, upc, size, uom FROM catalog_entries
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = ANY($3)
 ORDER BY id
"""

SWITCHED = """
SELECT vendor_id, is_on FROM catalog_validation WHERE account_id = $1 AND company_id = $2 AND vendor_id = ANY($3)
"""

REMEMBERED = """
SELECT vendor_id, item_key, entry, is_same FROM catalog_memory
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = ANY($3) AND item_key = ANY($4)
"""

VENDORS_OF = "SELECT DISTINCT vendor_id FROM catalog_entries WHERE account_id = $1 AND id = ANY($2) ORDER BY vendor_id"


@dataclass(slots=True)
class Known:
    """Of one vendor. `entries` are all, `hidden` those that no line is matched to any more; `same` and `wrong` are what was
    remembered, by item key."""

    entries: dict[int, Candidate] = field(default_factory=dict[int, Candidate])
    hidden: set[int] = field(default_factory=set[int])
    switched: bool | None = None
    same: dict[str, int] = field(default_factory=dict[str, int])
    wrong: dict[str, set[int]] = field(default_factory=dict[str, set[int]])

    @property
    def is_on(self) -> bool:
        """Item validation: as somebody has set it, else where there are entries."""
        return bool(self.entries) if self.switched is None else self.switched

    @property
    def open(self) -> list[Candidate]:
        return [one for id, one in self.entries.items() if id not in self.hidden]


async def has_entries(tx: Transaction, company_id: int) -> bool:
    """Most companies keep no catalog: asked once, and then nothing else is."""
    (row,) = await tx.once(HAS_ENTRIES, tx.account_id, company_id)
    return row["has"]


async def known_of(
    tx: Transaction, company_id: int, vendors: Collection[int], keys: Collection[str]
) -> dict[int, Known]:
    """Vendor -> what is known of it, in three statements however many vendors and lines."""
    found: dict[int, Known] = {vendor: Known() for vendor in vendors}
    place = (tx.account_id, company_id, sorted(found))
    for row in await tx.fetch(OF_VENDORS, *place):
        vendor, hidden, *values = row
        found[vendor].entries[row["id"]] = Candidate(*values)
        if hidden:
            found[vendor].hidden.add(row["id"])
    for row in await tx.fetch(SWITCHED, *place):
        found[row["vendor_id"]].switched = row["is_on"]
    for row in await tx.fetch(REMEMBERED, *place, sorted(set(keys))):
        _remember(found[row["vendor_id"]], row)
    return found


def _remember(known: Known, row: Any) -> None:
    if row["is_same"]:
        known.same[row["item_key"]] = row["entry"]
    else:
        known.wrong.setdefault(row["item_key"], set()).add(row["entry"])


async def vendors_of(tx: Transaction, entries: Collection[int]) -> list[int]:
    """Whose entries these are."""
    return [row["vendor_id"] for row in await tx.fetch(VENDORS_OF, tx.account_id, list(entries))]
