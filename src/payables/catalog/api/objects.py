"""Entries, prices and allowances as answers show them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from payables.catalog.model import Allowance, Entry, Price, entry_ref
from payables.catalog.queries import allowances as allowance_queries
from payables.catalog.queries import prices as price_queries
from payables.catalog.queries.hidden import hidden_among
from payables.catalog.schema.allowances import AllowanceObject
from payables.catalog.schema.entries import Warning
from payables.catalog.schema.prices import PriceObject
from payables.kit.dates import format_utc
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.platform.http.instants import twins

EVERYTHING = frozenset({"prices", "allowances"})


async def in_short(tx: Transaction, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The fields that every list shows."""
    hidden = await hidden_among(tx, [entry.id for entry in entries])
    return [{**summary(entry), "is_hidden": entry.id in hidden} for entry in entries]


async def in_full(
    tx: Transaction,
    scope: Scope,
    entries: Sequence[Entry],
    *,
    expand: frozenset[str] = EVERYTHING,
    warnings: Mapping[int, Sequence[str]] | None = None,
) -> list[dict[str, Any]]:
    """The fields of entries of one company with what the caller sees of their prices and allowances, in three statements
    at most. `warnings` are told by the id of the entry."""
    ids = [entry.id for entry in entries]
    company_id = entries[0].company_id if entries else 0
    prices = await price_queries.of_entries(tx, scope, company_id, ids) if "prices" in expand else []
    allowances = await allowance_queries.of_entries(tx, scope, company_id, ids) if "allowances" in expand else []
    nested = {"prices": _by_entry(prices, price_object), "allowances": _by_entry(allowances, allowance_object)}
    told = warnings or {}
    return [
        {
            **short,
            "display_name": _display_name(entry),
            "dimensions": _dimensions(entry),
            **{name: nested[name].get(entry.id, []) for name in expand},
            "warnings": [Warning(message) for message in told.get(entry.id, ())],
        }
        for entry, short in zip(entries, await in_short(tx, entries), strict=True)
    ]


def price_object(price: Price) -> PriceObject:
    return PriceObject(**price_fields(price))


def price_fields(price: Price) -> dict[str, Any]:
    return {
        **_dated(price),
        "price": written(price.price),
        "unit_price": written(price.unit_price),
        "price_type": int(price.place.target),
        "price_type_display": price.place.target.word,
    }


def allowance_object(one: Allowance) -> AllowanceObject:
    return AllowanceObject(**allowance_fields(one))


def allowance_fields(one: Allowance) -> dict[str, Any]:
    return {
        **_dated(one),
        "allowance_type": one.allowance_type,
        "amount": written(one.amount),
        "unit_allowance": written(one.unit_allowance),
        "target": int(one.place.target),
        "target_type": one.place.target.word,
    }


def written(value: Decimal | None) -> str | None:
    """With at least two decimals."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    return f"{value:.2f}" if isinstance(exponent, int) and exponent > -2 else f"{value:f}"


def day_twins(name: str, day: date | None) -> dict[str, str | None]:
    """A day, and its beginning in UTC."""
    begins = datetime.combine(day, time(), UTC) if day else None
    return {name: day.isoformat() if day else None, f"{name}_utc": format_utc(begins) if begins else None}


def summary(entry: Entry) -> dict[str, Any]:
    """The fields of an entry as a list shows it."""
    named = ("item_name", "original_description", "reference_id", "sku", "upc", "buying_format", "uom")
    named += ("erp_vendor_id", "erp_vendor_name", "is_split_case", "authorized_vendor", "properties")
    return {
        **{name: getattr(entry, name) for name in named},
        "id": entry_ref(entry.id),
        "ottimate_company_id": entry.company_id,
        "description": entry.item_name,
        "pack_size": entry.size,
        **{name: written(getattr(entry, name)) for name in ("price", "unit_price", "last_purchased_price")},
        "ottimate_vendor_name": entry.erp_vendor_name,
        "catalog_unique_key": entry.unique_key,
        **day_twins("last_purchased_date", entry.last_purchased_on),
        **twins("created_date", entry.created_at),
        **twins("last_modified_date", entry.updated_at),
    }


def _display_name(entry: Entry) -> str:
    pack = ", ".join(part for part in (entry.size, entry.uom) if part)
    return f"{entry.item_name} ({pack})" if pack else entry.item_name


def _dimensions(entry: Entry) -> dict[str, str]:
    """The name of each, or its code where it has no name; one with neither is left out."""
    shown = {
        type_.upper(): name or one.get("code")
        for one in entry.dimensions
        for type_, name in one.items()
        if type_ != "code"
    }
    return {type_: name for type_, name in shown.items() if name}


def _dated(one: Price | Allowance) -> dict[str, Any]:
    return {
        "id": one.id,
        "catalog_entry_id": entry_ref(one.entry),
        "ottimate_company_id": one.company_id,
        "ottimate_location_id": one.place.location_id,
        "ottimate_group_id": one.place.group_id,
        **day_twins("start_date", one.start),
        **day_twins("end_date", one.end),
        "reference_id": one.reference_id,
        "data": one.data,
        **twins("created_date", one.created_at),
        **twins("last_modified_date", one.updated_at),
    }


def _by_entry(dated: Iterable[Any], show: Any) -> Mapping[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for one in dated:
        found[one.entry].append(show(one))
    return found
