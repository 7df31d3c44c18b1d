"""What a person may mean who is typing, or has clicked on a word of the paper: for the scripts of the form."""

from typing import Any

from payables.dashboard.pages.invoice.choose_vendor import vendors_like
from payables.dashboard.pages.invoice.fields import BY_NAME, Kind
from payables.dashboard.pages.invoice.json_reply import json_reply
from payables.dashboard.pages.invoice.lines import COLUMNS
from payables.dashboard.shown.paper_words import Spelling, normalised, spelling_of
from payables.dashboard.shown.typed import typed_number
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission

MOST = 12
KINDS = {field.name: field.kind for field in BY_NAME.values()} | {column.name: column.kind for column in COLUMNS}


@page("/find/vendors", needs=Permission.VENDORS_READ)
async def find_vendors(page: Page) -> Reply:
    """`?company=&q=`: the nearest, each with `value` (its id), `text` and `hint`."""
    found = await vendors_like(page, page.number("company"), page.query.get("q", ""), MOST)
    return json_reply(
        [
            {"value": str(one["id"]), "text": one["erp_vendor_name"] or "", "hint": one["erp_vendor_id"] or ""}
            for one in found
        ]
    )


@page("/find/dimensions", needs=Permission.DIMENSIONS_READ)
async def find_dimensions(page: Page) -> Reply:
    """`?company=&type=&q=`: the nearest, each with `value` (its id in the ERP), `text` and `hint`."""
    asked = {"ottimate_company_id": page.number("company"), "ottimate_type": page.query.get("type", "").lower()}
    found = await page.find("/v1/dimensions", {**asked, "search": page.query.get("q", "")[:200], "limit": MOST})
    return json_reply(
        [
            {"value": one["erp_dimension_id"], "text": f"{one['code']} {one['name']}", "hint": one["erp_dimension_id"]}
            for one in (found["dimensions"] if found else [])
        ]
    )


@page("/invoices/{id:str}/word", needs=Permission.INVOICES_READ)
async def read_word(page: Page, id: str) -> Reply:
    """`?field=&text=`: words of its paper as they are typed into this field; null where they cannot be."""
    invoice = await page.get(f"/v1/invoices/{id}", {"expand": "extraction"})
    kind = KINDS.get(page.query.get("field", "").rsplit(".", 1)[-1], Kind.TEXT)
    text = page.query.get("text", "")
    found = normalised(text, kind, _spelling(page, invoice))
    if found is not None and kind in (Kind.AMOUNT, Kind.NUMBER):
        found = typed_number(found, page.locale)
    return json_reply({"value": found})


def _spelling(page: Page, invoice: dict[str, Any]) -> Spelling:
    return spelling_of(invoice.get("extraction") or {}, page.locale)
