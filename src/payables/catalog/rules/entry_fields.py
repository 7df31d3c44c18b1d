"""Fields of entries as clients send them (contract/invoices-and-catalog.md sections 7.2 and 7.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from payables.catalog.rules.price_fields import (
    AllowanceDraft,
    PriceDraft,
    allowance_draft,
    price_draft,
    read_allowance,
    read_price,
)
from payables.catalog.rules.sent_fields import LONGEST_DATA, Sent, amount, boolean, free_object, text
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError
from payables.kit.text import clean_text

LONGEST = {
    "erp_vendor_id": 255,
    "erp_vendor_name": 500,
    "item_name": 500,
    "original_description": 2_000,
    "reference_id": 255,
    "sku": 255,
    "upc": 100,
    "buying_format": 100,
    "size": 100,
    "uom": 100,
    "catalog_unique_key": 255,
}
LONGEST_NAME = 255  # of a dimension
MOST_DIMENSIONS = 50
MOST_NESTED = 1_000  # prices, and as many allowances, within one entry

OPTIONAL_TEXTS = ("original_description", "sku", "upc", "buying_format", "uom")
OLD_NAMES = {"item_name": "description", "size": "pack_size"}  # as the older form of the contract calls them
NOT_BY_PATCH = {
    "prices": "POST /v1/catalog/prices",
    "allowances": "POST /v1/catalog/allowances",
    "reference_id": "POST /v1/catalog/entries",
    "last_purchased_price": "POST /v1/catalog/entries",
    "catalog_unique_key": "POST /v1/catalog/entries",
}


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry as it was sent. `values` are fields of model.Entry; what was not sent is not among them."""

    values: dict[str, Any]
    prices: Sequence[PriceDraft] = ()
    allowances: Sequence[AllowanceDraft] = ()
    warnings: list[str] = field(default_factory=list[str])


def read_entry(sent: Any) -> tuple[EntryDraft, list[FieldError]]:
    """An entry as POST has it, alone or in a bulk."""
    fields = Sent(sent)
    _take_named(fields, "item_name", needed=True)
    fields.take(text(LONGEST["erp_vendor_id"]), "erp_vendor_id", needed=True)
    _take_common(fields)
    fields.take(text(LONGEST["reference_id"]), "reference_id")
    fields.take(text(LONGEST["catalog_unique_key"]), "catalog_unique_key", into="unique_key")
    fields.take(amount, "last_purchased_price")
    prices = _nested(fields, "prices", read_price)
    allowances = _nested(fields, "allowances", read_allowance)
    warnings = [f"{name} was left out: send a list, or null for none." for name in ("prices", "allowances")]
    told = [warning for warning in warnings if not fields.has(warning.split()[0])]
    if fields.faults:
        return EntryDraft({}), fields.faults
    drafts = [price_draft(one) for one in prices], [allowance_draft(one) for one in allowances]
    return EntryDraft(fields.values, *drafts, told), []


def read_entry_change(sent: Mapping[str, Any]) -> tuple[EntryDraft, list[FieldError]]:
    """What PATCH may change: null clears, but for the name and the vendor; what it does not change is told in a warning."""
    fields = Sent(sent)
    for name in ("item_name", "erp_vendor_id"):
        if fields.has(name) or (name == "item_name" and fields.has("description")):
            _take_named(fields, name, needed=True)
    _take_common(fields)
    if fields.has("erp_vendor_name"):
        fields.take(text(LONGEST["erp_vendor_name"]), "erp_vendor_name")
    told = [f"{name} is not changed here: see {where}." for name, where in NOT_BY_PATCH.items() if fields.has(name)]
    return EntryDraft(fields.values, warnings=told), fields.faults


def _take_common(fields: Sent) -> None:
    for name in OPTIONAL_TEXTS:
        fields.take(text(LONGEST[name]), name)
    _take_named(fields, "size")
    for name in ("price", "unit_price"):
        fields.take(amount, name)
    for name in ("is_split_case", "authorized_vendor"):
        fields.take(boolean, name)
    fields.take(_dimensions, "dimensions")
    fields.take(free_object, "properties")


def _take_named(fields: Sent, name: str, *, needed: bool = False) -> None:
    """By its older name where only that was sent."""
    old = OLD_NAMES.get(name, name)
    sent_as = old if fields.has(old) and not fields.has(name) else name
    fields.take(text(LONGEST[name]), sent_as, into=name, needed=needed)


def _nested(fields: Sent, name: str, read: Any) -> list[dict[str, Any]]:
    """Null is none."""
    sent = fields.raw(name)
    if sent is None:
        return []
    if not isinstance(sent, list) or len(sent) > MOST_NESTED:
        fields.refuse(name, f"Send a list of at most {MOST_NESTED}, or null.", "invalid")
        return []
    found = [read(one, f"{name}[{n}].", within_entry=True) for n, one in enumerate(sent)]
    fields.faults += [fault for one in found for fault in one.faults]
    return [one.values for one in found]


def _dimensions(value: Any) -> list[dict[str, Any]]:
    """A list of objects, each of one type and its name, and maybe a code; one object of several types is read as such a list."""
    if isinstance(value, dict):
        value = [{type_: name} for type_, name in value.items()]
    if not isinstance(value, list) or len(value) > MOST_DIMENSIONS:
        raise BadValueError("invalid", f"Send a list of at most {MOST_DIMENSIONS} objects, one per dimension.")
    found = [_dimension(one) for one in value]
    types = [type_.upper() for one in found for type_ in one if type_ != "code"]
    if len(set(types)) < len(types):
        raise BadValueError("duplicate_type", "Send each dimension type once.")
    if len(msgspec.json.encode(found)) > LONGEST_DATA:
        raise BadValueError("too_long", f"Send at most {LONGEST_DATA} characters of JSON.")
    return found


def _dimension(one: Any) -> dict[str, Any]:
    if not isinstance(one, dict) or len(one.keys() - {"code"}) != 1:
        raise BadValueError(
            "invalid", 'A dimension is an object such as {"DEPARTMENT": "Marketing", "code": "321654"}.'
        )
    return {clean_text(name.strip(), LONGEST_NAME): _word(value) for name, value in one.items()}


def _word(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return clean_text(value.strip(), LONGEST_NAME) if value else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise BadValueError("invalid", "The name and the code of a dimension are texts.")
