"""A line of the catalog as it was received (contract/invoices-and-catalog.md section 3.9)."""

import re
from dataclasses import dataclass
from decimal import Decimal

UPC_DIGITS = 13


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """As billed, with its entry. `packs` is the quantity in packs of the catalog, None where it cannot be converted."""

    quantity: Decimal | None
    packs: Decimal | None
    price: Decimal | None
    amount: Decimal | None
    entry: int
    unique_key: str
    upc: str | None
    item_name: str
    uom: str | None
    size: str | None

    @property
    def quantity_received(self) -> Decimal | None:
        """Cases, however it was billed; as billed where that cannot be known."""
        return self.quantity if self.packs is None else self.packs

    @property
    def padded_upc(self) -> str:
        """Zeros before it up to 13 digits; empty if there is none."""
        code = re.sub(r"[\s-]", "", self.upc or "")
        return code.zfill(UPC_DIGITS) if code else ""
