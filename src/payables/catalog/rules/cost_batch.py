"""What a variance batch carries (contract/invoices-and-catalog.md section 7.8, costbatch_payload)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from payables.catalog.model import entry_ref
from payables.kit.dates import format_plain


@dataclass(frozen=True, slots=True)
class Cost:
    """An entry whose last price differs from what was agreed."""

    entry: int
    unique_key: str
    erp_vendor_id: str
    item_name: str
    sku: str | None
    upc: str | None
    pack_size: str | None
    uom: str | None
    price: Decimal | None
    effective_price: Decimal | None
    price_variance: Decimal | None
    invoice_date: date | None


def costbatch_payload(
    costs: Sequence[Cost],
    *,
    description: str | None,
    zone: str | None,
    import_def_id: int,
    external_batch_number: str | None,
    start: datetime,
) -> dict[str, Any]:
    """Prices are decimal strings, as everywhere in the catalog. The new costs hold from `start`."""
    return {
        "description": description or "Price variances",
        "zone": zone or "",
        "import_def_id": import_def_id,
        "external_batch_number": external_batch_number or "",
        "start_datetime": format_plain(start),
        "catalog_items": [_item(cost) for cost in costs],
    }


def _item(cost: Cost) -> dict[str, Any]:
    return {
        "catalog_entry_id": entry_ref(cost.entry),
        "catalog_unique_key": cost.unique_key,
        "erp_vendor_id": cost.erp_vendor_id,
        "item_name": cost.item_name,
        "sku": cost.sku,
        "upc": cost.upc,
        "pack_size": cost.pack_size,
        "uom": cost.uom,
        "price": _plain(cost.price),
        "effective_price": _plain(cost.effective_price),
        "price_variance": _plain(cost.price_variance),
        "invoice_date": cost.invoice_date.isoformat() if cost.invoice_date else None,
    }


def _plain(number: Decimal | None) -> str | None:
    """With at least two decimals."""
    if number is None:
        return None
    return format(number, "f" if -int(number.as_tuple().exponent) > _LEAST_DECIMALS else f".{_LEAST_DECIMALS}f")


_LEAST_DECIMALS = 2
