"""Which dimension somebody means: by its id in the ERP, its code or its name."""

from collections.abc import Sequence
from typing import Any

from payables.dashboard.pages.lists import every
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.kit.errors import FieldError, InvalidFields

PATH = "/v1/dimensions"
LONGEST = 200
OFFERED = 8
LOOKED_AT = 300  # of those that have the words; a code of a few digits stands in many others


async def dimension_named(page: Page, company_id: int, type_: str, typed: str, field: str) -> str:
    """The id in the ERP of the one whose id or code this is; else of the only one of this name; else of the only one that has the
    words in its name. Raises InvalidFields, at `field`, with those that may be meant."""
    asked = {"ottimate_company_id": company_id, "ottimate_type": type_.lower(), "search": typed[:LONGEST]}
    found = await every(page, PATH, "dimensions", LOOKED_AT, **asked)
    wanted = typed.casefold()
    ways = (
        [one for one in found if one["erp_dimension_id"] == typed],
        [one for one in found if one["code"] == typed],
        [one for one in found if wanted in (one["erp_dimension_id"].casefold(), one["code"].casefold())],
        [one for one in found if _called(one).casefold() == wanted or one["name"].casefold() == wanted],
        [one for one in found if all(word in one["name"].casefold() for word in wanted.split())],
    )
    for meant in ways:
        if len(meant) == 1:
            return meant[0]["erp_dimension_id"]
    raise InvalidFields([FieldError(field, _which(typed, found), "unknown_dimension")])


def _which(typed: str, found: Sequence[dict[str, Any]]) -> str:
    if not found:
        return text("fields.no_dimension", typed=typed)
    some = ", ".join(_called(one) for one in found[:OFFERED])
    return text("fields.several_dimensions", typed=typed, some=some + (" …" if len(found) > OFFERED else ""))


def _called(one: dict[str, Any]) -> str:
    return f"{one['code']} {one['name']}"
