"""What a person says when teaching a conversion. Every fault is found at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError
from payables.kit.text import clean_text
from payables.units.rules.item_key import item_key
from payables.units.rules.units import UNITS, Dimension, normal_unit

LONGEST = {"sku": 255, "item_name": 2_000, "from_unit": 40, "to_unit": 40, "erp_vendor_id": 255}
TEXTS = tuple(LONGEST)
MOST = Decimal(10**9)
LEAST = Decimal("0.000000001")
_SIGNIFICANT = 18


@dataclass(frozen=True, slots=True)
class Taught:
    """One `from_unit` of the item is `factor` of `to_unit`, the units in the form of rules/units.py."""

    item_key: str
    sku: str | None
    item_name: str | None
    erp_vendor_id: str | None
    from_unit: str
    to_unit: str
    factor: Decimal


def read_conversion(sent: Mapping[str, Any]) -> tuple[Taught | None, list[FieldError]]:
    """None where there are faults."""
    faults: list[FieldError] = []
    texts = {name: _text(name, sent.get(name), faults) for name in TEXTS}
    key = item_key(texts["sku"], texts["item_name"])
    if key is None and not faults:
        faults.append(FieldError("sku", "Name the item by its sku, or by item_name.", "required"))
    one, other = (_unit(name, texts[name], faults) for name in ("from_unit", "to_unit"))
    factor = _factor(sent.get("factor"), faults)
    if not faults and (fault := _fault_of_pair(one, other)):
        faults.append(fault)
    if faults or key is None or factor is None:
        return None, faults
    return Taught(key, texts["sku"], texts["item_name"], texts["erp_vendor_id"], one, other, factor), []


def _text(name: str, value: str | None, faults: list[FieldError]) -> str | None:
    try:
        return clean_text(value.strip(), LONGEST[name]) or None if value else None
    except BadValueError as error:
        faults.append(FieldError(name, error.sentence, error.code))
        return None


def _unit(name: str, text: str | None, faults: list[FieldError]) -> str:
    unit = normal_unit(text) if text else ""
    if not unit and not any(fault.field == name for fault in faults):
        faults.append(FieldError(name, "Send a unit of measure, such as CS, EA or LB.", "required"))
    return unit


def _factor(value: Decimal | int | None, faults: list[FieldError]) -> Decimal | None:
    factor = None if value is None else Decimal(value)
    if factor is None or not factor.is_finite() or not LEAST <= factor <= MOST:
        faults.append(FieldError("factor", "Send how many to_unit one from_unit is: more than zero.", "invalid"))
        return None
    if len(factor.normalize().as_tuple().digits) > _SIGNIFICANT:
        faults.append(FieldError("factor", f"Send at most {_SIGNIFICANT} digits.", "invalid"))
        return None
    return factor


def _fault_of_pair(one: str, other: str) -> FieldError | None:
    """Nobody can teach that a pound is anything but 16 ounces."""
    if one == other:
        return FieldError("to_unit", "Send another unit than from_unit: these two are the same.", "invalid")
    first, second = UNITS.get(one), UNITS.get(other)
    if first and second and first.dimension is second.dimension is not Dimension.OTHER:
        sentence = "Between these two units the factor is fixed, and need not be taught."
        return FieldError("to_unit", sentence, "fixed_factor")
    return None
