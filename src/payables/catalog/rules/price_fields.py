"""Fields of prices and allowances as clients send them: alone, in a bulk, or within an entry
(contract/invoices-and-catalog.md sections 7.2, 7.5 and 7.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from payables.catalog.model import Place
from payables.catalog.rules.sent_fields import Sent, amount, entry_id, free_object, take_days, take_place, text
from payables.kit.bad_value import BadValueError

LONGEST = {"reference_id": 255, "allowance_type": 100}

NOTHING = Decimal(0)


class AllowanceType(StrEnum):
    """What an allowance is called where it is sent alone; within an entry it may be any text."""

    ALLOWANCE = "allowance"
    DISCOUNT = "discount"
    REBATE = "rebate"


@dataclass(frozen=True, slots=True)
class PriceDraft:
    """A price as it was sent. Without a `start` it begins on the day it is entered."""

    place: Place
    price: Decimal
    unit_price: Decimal | None = None
    start: date | None = None
    end: date | None = None
    reference_id: str | None = None
    data: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class AllowanceDraft:
    """An allowance as it was sent."""

    place: Place
    amount: Decimal
    unit_allowance: Decimal
    allowance_type: str
    start: date
    end: date | None = None
    reference_id: str | None = None
    data: dict[str, Any] | None = None


def read_price(sent: Any, path: str = "", *, within_entry: bool = False) -> Sent:
    """The values of a PriceDraft; where it is sent alone, `catalog_entry_id` too."""
    fields = Sent(sent, path)
    if not within_entry:
        fields.take(entry_id, "catalog_entry_id", needed=True)
    fields.take(amount, "price", needed=True)
    fields.take(amount, "unit_price")
    take_place(fields, "price_type")
    take_days(fields, start_needed=not within_entry)
    _take_rest(fields)
    return fields


def read_allowance(sent: Any, path: str = "", *, within_entry: bool = False) -> Sent:
    """The values of an AllowanceDraft; where it is sent alone, `catalog_entry_id` too. Within an entry its amount is called
    `allowance`, in an older form of the contract `amount`."""
    fields = Sent(sent, path)
    if not within_entry:
        fields.take(entry_id, "catalog_entry_id", needed=True)
    old_name = not within_entry or (fields.has("amount") and not fields.has("allowance"))
    fields.take(amount, "amount" if old_name else "allowance", into="amount", needed=True)
    fields.take(amount, "unit_allowance")
    fields.take(text(LONGEST["allowance_type"]) if within_entry else _type, "allowance_type")
    take_place(fields, "target")
    take_days(fields, start_needed=True)
    _take_rest(fields)
    return fields


def read_allowance_change(sent: Mapping[str, Any]) -> Sent:
    """What a PATCH may change; a place is read as a whole as soon as a part of it was sent."""
    fields = Sent(sent)
    fields.take(_type, "allowance_type")
    fields.take(amount, "amount", needed=fields.has("amount"))
    fields.take(amount, "unit_allowance")
    if any(fields.has(name) for name in ("target", "ottimate_location_id", "ottimate_group_id")):
        take_place(fields, "target")
    take_days(fields, start_needed=fields.has("start_date"))
    return fields


def price_draft(values: Mapping[str, Any]) -> PriceDraft:
    return PriceDraft(**{name: value for name, value in values.items() if name != "catalog_entry_id"})


def allowance_draft(values: Mapping[str, Any]) -> AllowanceDraft:
    given = {name: value for name, value in values.items() if value is not None and name != "catalog_entry_id"}
    defaults: dict[str, Any] = {"unit_allowance": NOTHING, "allowance_type": AllowanceType.ALLOWANCE.value}
    return AllowanceDraft(**{**defaults, **given})


def change_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Null is what a new allowance would have; of an end, that there is none."""
    defaults: dict[str, Any] = {"unit_allowance": NOTHING, "allowance_type": AllowanceType.ALLOWANCE.value}
    return {name: defaults.get(name) if value is None else value for name, value in values.items()}


def _type(value: Any) -> str:
    if not isinstance(value, str) or value not in frozenset(AllowanceType):
        raise BadValueError("invalid_type", f"Send one of {', '.join(AllowanceType)}.")
    return value


def _take_rest(fields: Sent) -> None:
    fields.take(text(LONGEST["reference_id"]), "reference_id")
    fields.take(free_object, "data")
