"""By what an entry is known (contract/invoices-and-catalog.md section 7.9; docs/contract-notes.md).

The key is a digest of the vendor, the sku, the size, the name and the buying format. Case and blanks do not count. An item
without a sku is known by its upc in the place of the sku.
"""

import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec

from payables.catalog.model import Entry

KEYED = ("erp_vendor_id", "sku", "upc", "size", "item_name", "buying_format")


def unique_key(
    erp_vendor_id: str, sku: str | None, upc: str | None, size: str | None, item_name: str, buying_format: str | None
) -> str:
    """64 hexadecimal digits. Vendors are told apart by their very id; the other parts are compared without case."""
    item = ["sku", _folded(sku)] if sku else ["upc", _folded(upc)]
    parts = [erp_vendor_id, *item, _folded(size), _folded(item_name), _folded(buying_format)]
    return sha256(msgspec.json.encode(parts)).hexdigest()


def key_of(entry: Entry) -> str:
    """The key that the entry would have if none had been given."""
    return unique_key(*(getattr(entry, name) for name in KEYED))


def key_of_values(values: Mapping[str, Any]) -> str:
    """The key of an entry as it was sent: the one that was given, else the computed one."""
    return values.get("unique_key") or unique_key(*(values.get(name) for name in KEYED))  # type: ignore[arg-type]


def _folded(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", text or "").casefold().split())
