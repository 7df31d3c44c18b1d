"""Entries as they become by what was sent of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from payables.catalog.model import Entry
from payables.catalog.rules.unique_key import key_of
from payables.catalog.rules.unit_price import unit_price

# What null means where a column cannot be null.
EMPTY: dict[str, Any] = {"is_split_case": False, "dimensions": [], "properties": {}}


def new_entry(now: datetime, user_id: int | None, id: int, company_id: int, vendor_id: int, vendor_name: str) -> Entry:
    """One that says nothing yet, but whose it is; the vendor's name is that of the vendor until it is changed."""
    return Entry(
        id=id,
        company_id=company_id,
        vendor_id=vendor_id,
        erp_vendor_id="",
        erp_vendor_name=vendor_name,
        item_name="",
        original_description=None,
        reference_id=None,
        sku=None,
        upc=None,
        buying_format=None,
        size=None,
        uom=None,
        price=None,
        unit_price=None,
        last_purchased_price=None,
        last_purchased_on=None,
        is_split_case=False,
        authorized_vendor=None,
        unique_key="",
        key_given=False,
        dimensions=[],
        properties={},
        version=1,
        created_at=now,
        created_by=user_id,
        updated_at=now,
        updated_by=user_id,
    )


def changed_entry(before: Entry, values: Mapping[str, Any]) -> Entry:
    """With what was sent; null clears. Where no unit price was sent and price or pack are others than before, or there is
    none yet, it is computed, if the pack can be read."""
    cleared = {name: EMPTY[name] if value is None and name in EMPTY else value for name, value in values.items()}
    after = replace(before, **cleared)
    if values.get("unit_price") is not None:
        return after
    if (after.price, after.size) != (before.price, before.size) or after.unit_price is None:
        computed = unit_price(after.price, after.size)
        return after if computed is None else replace(after, unit_price=computed)
    return after


def with_its_key(entry: Entry) -> Entry:
    """Known by what it says now, unless its key was given."""
    return entry if entry.key_given else replace(entry, unique_key=key_of(entry))
