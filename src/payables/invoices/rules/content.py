"""What an approval covers (design: an approval covers exactly the content that was seen).

rules/field_table.py says which fields that are: notes, custom fields and payment are not.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec

from payables.invoices.model import Image, Invoice, Item, Split
from payables.invoices.rules.field_table import COVERED, COVERED_OF_LINE, COVERED_OF_SPLIT
from payables.matching.model import Matched


@dataclass(frozen=True, slots=True)
class Content:
    """An invoice with what belongs to it. Of one that is about to be entered the lines and images have no ids yet."""

    invoice: Invoice
    items: list[Item]
    images: list[Image]
    splits: list[Split] = field(default_factory=list[Split])
    matched: Matched | None = None  # with its orders, while it is entered, changed or looked at; no part of the content

    @property
    def sha256(self) -> bytes:
        """The same digest for the same content, however its numbers are written (12.5 and 12.50)."""
        content: dict[str, Any] = {
            "invoice": {name: _plain(getattr(self.invoice, name)) for name in COVERED},
            "items": [{name: _plain(getattr(item, name)) for name in COVERED_OF_LINE} for item in self.items],
            "images": [image.sha256.hex() for image in self.images],
        }
        if pages := {str(n): image.pages for n, image in enumerate(self.images) if image.pages is not None}:
            content["pages"] = pages
        if self.splits:
            content["splits"] = [{n: _plain(getattr(split, n)) for n in COVERED_OF_SPLIT} for split in self.splits]
        return sha256(msgspec.json.encode(content, order="sorted")).digest()


def _plain(value: Any) -> Any:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
