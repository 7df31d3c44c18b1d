"""Which entry of a vendor's catalog somebody means: by its id, its SKU or its name."""

from typing import Any

from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.http.parameters import LONGEST_SEARCH

PATH = "/v1/catalog/entries"
ID = "cte_"  # how an id begins
LOOKED_AT = 100


async def entries_like(
    page: Page, company_id: int | None, erp_vendor_id: str, words: str, most: int
) -> list[dict[str, Any]]:
    """The newest of this vendor whose name has the words; where none has, those whose SKU they are."""
    asked = {"ottimate_company_id": company_id, "erp_vendor_id": erp_vendor_id, "limit": most}
    for way in ("search", "sku"):
        found = await page.find(PATH, {**asked, way: words[:LONGEST_SEARCH]})
        if found and found["results"]:
            return found["results"]
    return []


async def entry_named(page: Page, company_id: int | None, erp_vendor_id: str, typed: str, field: str) -> str:
    """The id of the only one of this name; else of the only one that has the words in its name, or this SKU. Raises InvalidFields,
    at `field`."""
    if typed.startswith(ID):
        return typed
    found = await entries_like(page, company_id, erp_vendor_id, typed, LOOKED_AT)
    exactly = [one for one in found if one["item_name"].casefold() == typed.casefold()]
    for meant in (exactly, found):
        if len(meant) == 1:
            return meant[0]["id"]
    sentence = text("matching.several_entries" if found else "matching.no_entry")
    raise InvalidFields([FieldError(field, sentence, "unknown_entry")])
