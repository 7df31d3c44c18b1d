"""What a word of the paper that was clicked on says in a field: for the scripts of the form."""

from typing import Any

from payables.dashboard.pages.invoice.fields import BY_NAME, Kind
from payables.dashboard.pages.invoice.lines import COLUMNS
from payables.dashboard.shown.paper_words import Spelling, normalised, spelling_of
from payables.dashboard.shown.typed import typed_number
from payables.dashboard.web.json_reply import json_reply
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission

KINDS = {field.name: field.kind for field in BY_NAME.values()} | {column.name: column.kind for column in COLUMNS}


@page("/invoices/{id:str}/word", needs=Permission.INVOICES_READ)
async def read_word(page: Page, id: str) -> Reply:
    """`?field=&text=`: words of its paper as they are typed into this field; null where they cannot be."""
    invoice = await page.get(f"/v1/invoices/{id}", {"expand": "extraction"})
    kind = KINDS.get(page.query.get("field", "").rsplit(".", 1)[-1], Kind.TEXT)
    text = page.query.get("text", "")
    found = normalised(text, kind, _spelling(page, invoice))
    if found is not None and kind in (Kind.AMOUNT, Kind.NUMBER):
        found = typed_number(found, page.locale, invoice["currency"] if kind is Kind.AMOUNT else None)
    return json_reply({"value": found})


def _spelling(page: Page, invoice: dict[str, Any]) -> Spelling:
    return spelling_of(invoice.get("extraction") or {}, page.locale)
