"""Which lines somebody wants to code at once, and with what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from payables.invoices.model import Item
from payables.kit.errors import FieldError
from payables.kit.ids import MAX_INT_ID, parse_int_id

MOST_LINES = 1000
LONGEST_TEXT = 255
WAYS = ("item_ids", "all_uncoded", "where")
CONDITIONS = ("name_contains", "sku")


@dataclass(frozen=True, slots=True)
class LineChoice:
    """Lines by their ids, or all without a value, or those whose name contains a text or that have a sku. `dimensions`
    are as they were sent: type -> value, None to take the type away."""

    dimensions: Mapping[str, Any]
    item_ids: frozenset[int] | None = None
    name_contains: str | None = None
    sku: str | None = None


def read_choice(sent: Mapping[str, Any]) -> tuple[LineChoice, list[FieldError]]:
    """And every fault."""
    faults: list[FieldError] = []
    dimensions = sent.get("dimensions")
    if not isinstance(dimensions, dict) or not dimensions:
        faults.append(
            FieldError("dimensions", "Send an object: dimension type -> value, or null to take it away.", "required")
        )
    ways = [way for way in WAYS if sent.get(way) not in (None, False)]
    if len(ways) != 1:
        faults.append(FieldError("item_ids", f"Send one of {', '.join(WAYS)}.", "one_choice"))
    if sent.get("all_uncoded") not in (None, True, False):
        faults.append(FieldError("all_uncoded", "Send true or false.", "invalid"))
    ids = _ids(sent.get("item_ids"), faults) if ways == ["item_ids"] else None
    where = _where(sent.get("where"), faults) if ways == ["where"] else {}
    known = dimensions if isinstance(dimensions, dict) else {}
    return LineChoice(known, ids, where.get("name_contains"), where.get("sku")), faults


def chosen(choice: LineChoice, items: Sequence[Item]) -> list[dict[str, Any]]:
    """The lines as a PATCH names them. Of lines without a value only what they do not have is coded."""
    if choice.item_ids is not None:
        return [_coded(item, choice.dimensions) for item in items if item.id in choice.item_ids]
    if choice.name_contains is not None or choice.sku is not None:
        return [_coded(item, choice.dimensions) for item in items if _matches(choice, item)]
    wanted = {type_: value for type_, value in choice.dimensions.items() if value is not None}
    missing = [(item, {t: v for t, v in wanted.items() if _type(t) not in item.dimensions}) for item in items]
    return [_coded(item, dimensions) for item, dimensions in missing if dimensions]


def _coded(item: Item, dimensions: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": item.id, "dimensions": dict(dimensions)}


def _matches(choice: LineChoice, item: Item) -> bool:
    text = f"{item.name or ''}\n{item.description or ''}".casefold()
    has_name = choice.name_contains is None or choice.name_contains.casefold() in text
    return has_name and (choice.sku is None or choice.sku.casefold() == (item.sku or "").casefold())


def _type(name: str) -> str:
    """As types are stored: cost_type is another spelling of costtype."""
    return name.casefold().replace("_", "")


def _ids(sent: Any, faults: list[FieldError]) -> frozenset[int]:
    if not isinstance(sent, list) or not 1 <= len(sent) <= MOST_LINES:
        faults.append(FieldError("item_ids", f"Send a list of 1 to {MOST_LINES} ids of lines.", "invalid"))
        return frozenset()
    ids = [parse_int_id(id) if isinstance(id, str) else id for id in sent]
    wrong = [
        n for n, id in enumerate(ids) if isinstance(id, bool) or not isinstance(id, int) or not 0 < id <= MAX_INT_ID
    ]
    faults += [FieldError(f"item_ids[{n}]", "Send an integer id.", "invalid_id") for n in wrong]
    return frozenset() if wrong else frozenset(id for id in ids if id)


def _where(sent: Any, faults: list[FieldError]) -> dict[str, str]:
    if not isinstance(sent, dict) or not sent or not sent.keys() <= set(CONDITIONS):
        faults.append(FieldError("where", f"Send an object with {' or '.join(CONDITIONS)}, or both.", "invalid"))
        return {}
    found: dict[str, str] = {}
    for name, value in sent.items():
        if isinstance(value, str) and value.strip() and len(value) <= LONGEST_TEXT:
            found[name] = value.strip()
        else:
            sentence = f"Send a text of 1 to {LONGEST_TEXT} characters."
            faults.append(FieldError(f"where.{name}", sentence, "invalid"))
    return found
