"""Look up what an order names: its vendor, the dimensions of its lines, its custom fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from payables.custom_fields import queries as custom_fields
from payables.custom_fields.model import Subject
from payables.dimensions import queries as dimensions
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.db import Transaction
from payables.purchasing.errors import DimensionNotText
from payables.purchasing.rules.order_changes import SentLine
from payables.purchasing.rules.order_fields import DIMENSION_NOT_TEXT

CUSTOM_FIELDS = "custom_fields"


async def resolve_order(
    tx: Transaction, company_id: int, header: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], *, is_new: bool
) -> tuple[dict[str, Any], list[SentLine]]:
    """The header with the custom fields as they are stored, and the lines with the ids of their dimensions. A new order has
    the defaults of custom fields that were not sent. Raises InvalidFields."""
    fields, faults = await _custom_fields(tx, company_id, header, is_new=is_new)
    coded, unknown = await _dimensions(tx, company_id, lines)
    refuse(faults + unknown)
    found = [SentLine(path, line, coded.get(path)) for path, line in _by_path(lines)]
    return {**header, **fields}, found


def refuse(faults: list[FieldError]) -> None:
    """Raises DimensionNotText where that is among the faults, as it is documented, else InvalidFields; nothing without
    faults."""
    if not faults:
        return
    found = next((fault for fault in faults if fault.type == DIMENSION_NOT_TEXT), None)
    if found:
        raise DimensionNotText(faults, dimension=found.field.partition(".dimensions.")[2])
    raise InvalidFields(faults)


async def _custom_fields(
    tx: Transaction, company_id: int, header: Mapping[str, Any], *, is_new: bool
) -> tuple[dict[str, Any], list[FieldError]]:
    if CUSTOM_FIELDS not in header and not is_new:
        return {}, []
    wanted = {CUSTOM_FIELDS: (Subject.PURCHASE_ORDER, header.get(CUSTOM_FIELDS))}
    resolved = await custom_fields.resolve_all(tx, company_id, wanted)
    return {CUSTOM_FIELDS: resolved.found[CUSTOM_FIELDS]}, resolved.faults


async def _dimensions(
    tx: Transaction, company_id: int, lines: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, dict[str, str]], list[FieldError]]:
    """Path of the line -> type -> id, for lines that name any, in one look-up."""
    wanted = {f"{path}.dimensions": line["dimensions"] for path, line in _by_path(lines) if line.get("dimensions")}
    if not wanted:
        return {}, []
    resolved = await dimensions.resolve_all(tx, company_id, wanted)
    ids = {
        path.removesuffix(".dimensions"): {type_: one.id for type_, one in coded.items()}
        for path, coded in resolved.found.items()
    }
    return ids, resolved.faults


def _by_path(lines: Sequence[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(f"items[{n}]", line) for n, line in enumerate(lines)]
