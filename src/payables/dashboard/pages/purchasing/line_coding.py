"""What the lines of an order are coded with: a field for each type of dimension that the company has."""

from collections.abc import Mapping
from typing import Any

from payables.dashboard.pages.dimensions_named import coded_by_ids, offered_while_typing
from payables.dashboard.pages.invoice.reads import types_of
from payables.dashboard.pages.typed_values import CODED, WAS, Line
from payables.dashboard.web.page import Page


async def coded_columns(page: Page, company_id: int | None) -> list[str]:
    """Types in capitals; none while it is not said of which company the order is."""
    return await types_of(page, company_id) if company_id is not None else []


async def offered_codes(page: Page, company_id: int | None, types: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Type -> ids in the ERP with their names, to be completed while typing; any other can be typed."""
    found = await offered_while_typing(page, company_id) if types else []
    return {
        type_: [(one["erp_dimension_id"], f"{one['code']} {one['name']}") for one in found if _type(one) == type_]
        for type_ in types
    }


async def with_ids(page: Page, company_id: int | None, rows: list[Line]) -> list[Line]:
    """In the ERP, in place of the words that were typed for dimensions. `rows` in the order in which they are sent."""
    if company_id is None:
        return rows
    path = "items[{}].dimensions".format
    named = await coded_by_ids(page, company_id, {path(place): _typed(row) for place, row in enumerate(rows)})
    return [
        {**row, **{f"{CODED}{type_}": id for type_, id in named[path(place)].items()}} for place, row in enumerate(rows)
    ]


def _typed(row: Line) -> dict[str, str]:
    """By type, what was typed in place of what stood there."""
    touched = [name for name in row if name.startswith(CODED) and row[name] and row[name] != row.get(WAS + name, "")]
    return {name.removeprefix(CODED): row[name] for name in touched}


def stored_coding(item: Mapping[str, Any], types: list[str]) -> Line:
    """As the fields of a line show it."""
    coded = item["dimensions"]
    return {f"{CODED}{type_}": coded[type_]["erp_dimension_id"] if type_ in coded else "" for type_ in types}


def sent_coding(row: Line, *, is_new: bool) -> dict[str, Any]:
    """`dimensions` of a line for the API, which takes all of them together; nothing where none was touched."""
    coded = {name.removeprefix(CODED): value for name, value in row.items() if name.startswith(CODED)}
    if is_new:
        named = {type_: value for type_, value in coded.items() if value}
        return {"dimensions": named} if named else {}
    touched = any(value != row.get(f"{WAS}{CODED}{type_}", "") for type_, value in coded.items())
    return {"dimensions": {type_: value for type_, value in coded.items() if value}} if touched else {}


def _type(one: Mapping[str, Any]) -> str:
    return (one["ottimate_type"] or "").upper()
