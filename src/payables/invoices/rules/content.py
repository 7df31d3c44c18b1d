"""What an approval covers (design: an approval covers exactly the content that was seen).

Notes, custom fields and payment are not part of it; everything else that a person approves is.
"""

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec

from payables.invoices.model import Image, Invoice, Item

_HEADER = (
    "company_id", "location_id", "vendor_id", "type", "number", "invoice_date", "due_date", "posting_date", "currency",
    "total_amount", "total_tax", "discount_amount", "purchase_order", "dimensions",
)  # fmt: skip
_LINE = ("id", "name", "sku", "quantity", "unit", "price", "amount", "is_taxed", "dimensions")


def content_sha256(invoice: Invoice, items: Sequence[Item], images: Sequence[Image]) -> bytes:
    """The same digest for the same content, however its numbers are written (12.5 and 12.50)."""
    content = {
        "invoice": {name: _plain(getattr(invoice, name)) for name in _HEADER},
        "items": [{name: _plain(getattr(item, name)) for name in _LINE} for item in items],
        "images": [image.sha256.hex() for image in images],
    }
    return sha256(msgspec.json.encode(content, order="sorted")).digest()


def _plain(value: Any) -> Any:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
