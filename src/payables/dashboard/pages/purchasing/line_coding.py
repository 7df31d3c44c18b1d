"""What the lines of an order are coded with: a field for each type of dimension that the company has."""

from collections.abc import Mapping
from typing import Any

from payables.dashboard.pages.dimensions_named import dimensions_named
from payables.dashboard.pages.invoice.reads import types_of
from payables.dashboard.pages.lists import every
from payables.dashboard.pages.typed_values import CODED, WAS, Line
from payables.dashboard.web.page import Page

MOST_OFFERED = 300  # dimensions that are offered while typing


async def coded_columns(page: Page, company_id: int | None) -> list[str]:
    """Types in capitals; none while it is not said of which company the order is."""
    return await types_of(page, company_id) if company_id is not None else []


async def offered_codes(page: Page, company_id: int | None, types: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Type -> ids in the ERP with their names, to be completed while typing; any other can be typed."""
    asked = {"ottimate_company_id": company_id}
    found = await every(page, "/v1/dimensions", "dimensions", MOST_OFFERED, **asked) if types else []
    return {
        type_: [(one["erp_dimension_id"], f"{one['code']} {one['name']}") for one in found if _type(one) == type_]
        for type_ in types
    }


async def with_ids(page: Page, company_id: int | None, rows: list[Line]) -> list[Line]:
    """In the ERP, in place of the words that were typed for dimensions. `rows` in the order in which they are sent."""
    typed = [
        (f"items[{place}].dimensions.{name.removeprefix(CODED)}", name.removeprefix(CODED), words)
        for place, row in enumerate(rows)
        for name, words in row.items()
        if name.startswith(CODED) and words and words != row.get(WAS + name, "")
    ]
    ids = await dimensions_named(page, company_id, typed) if company_id is not None else {}
    return [
        {name: ids.get(f"items[{place}].dimensions.{name.removeprefix(CODED)}", value) for name, value in row.items()}
        for place, row in enumerate(rows)
    ]


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
