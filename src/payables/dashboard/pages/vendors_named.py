"""Which vendor somebody means: by its id in the ERP or by its name, read the same way by every form."""

from typing import Any

from payables.dashboard.pages.lists import every
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.http.parameters import LONGEST_SEARCH

PATH = "/v1/vendors"
OFFERED = 8
LOOKED_AT = 500  # of those that have the words; an id of a few digits stands in many others


async def vendors_like(page: Page, company_id: int | None, words: str, most: int = OFFERED) -> list[dict[str, Any]]:
    """The newest that have all the words, in their name or their id in the ERP."""
    asked = {"ottimate_company_id": company_id, "search": words[:LONGEST_SEARCH], "limit": most, "detail": "basic"}
    found = await page.find(PATH, asked)
    return found["vendors"] if found else []


async def vendor_named(page: Page, company_id: int | None, typed: str, field: str) -> int:
    """The one whose id in the ERP this is; else the only one of this name; else the only one that has the words in its name.
    Raises InvalidFields, at `field`."""
    asked = {"ottimate_company_id": company_id, "search": typed[:LONGEST_SEARCH], "detail": "basic"}
    found = await every(page, PATH, "vendors", LOOKED_AT, **asked)
    wanted = typed.casefold()
    ways = (
        [one for one in found if one["erp_vendor_id"] == typed],
        [one for one in found if _folded(one["erp_vendor_id"]) == wanted],
        [one for one in found if _folded(one["erp_vendor_name"]) == wanted],
        [one for one in found if all(word in _folded(one["erp_vendor_name"]) for word in wanted.split())],
    )
    for meant in ways:
        if wanted and len(meant) == 1:
            return meant[0]["id"]
    sentence = text("fields.several_vendors" if found else "fields.no_vendor")
    raise InvalidFields([FieldError(field, sentence, "unknown_vendor")])


def _folded(value: str | None) -> str:
    return (value or "").casefold()
