"""What the audit trail says of entries, prices and allowances."""

from typing import Any

from payables.catalog.model import Allowance, Entry, Price, entry_ref

OF_ENTRY = (
    "company_id", "erp_vendor_id", "erp_vendor_name", "item_name", "original_description", "reference_id", "sku", "upc",
    "buying_format", "size", "uom", "price", "unit_price", "last_purchased_price", "is_split_case", "authorized_vendor",
    "unique_key", "dimensions", "properties",
)  # fmt: skip

# By these an entry is recognised on an invoice, or says what it costs.
NOTICED = ("vendor_id", "item_name", "sku", "upc", "buying_format", "size", "uom", "price", "unit_price")


def told_entry(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in OF_ENTRY}


def told_price(price: Price) -> dict[str, Any]:
    return {"price": price.price, "unit_price": price.unit_price, **_told(price)}


def told_allowance(one: Allowance) -> dict[str, Any]:
    amounts = {"allowance_type": one.allowance_type, "amount": one.amount, "unit_allowance": one.unit_allowance}
    return {**amounts, **_told(one)}


def without_nulls(told: dict[str, Any]) -> dict[str, Any]:
    """Of something new, what it says at all."""
    return {name: value for name, value in told.items() if value not in (None, [], {})}


def is_noticed(before: Entry, after: Entry) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in NOTICED)


def _told(one: Price | Allowance) -> dict[str, Any]:
    return {
        "company_id": one.company_id,
        "catalog_entry_id": entry_ref(one.entry),
        "target": one.place.target.word,
        "group_id": one.place.group_id,
        "location_id": one.place.location_id,
        "start_date": one.start.isoformat(),
        "end_date": one.end.isoformat() if one.end else None,
        "reference_id": one.reference_id,
    }
