"""What a person says of which entry of the catalog a line of an invoice is, line by line or of many at once."""

from typing import Any

from payables.dashboard.pages.invoice.going import back_to
from payables.dashboard.pages.invoice.show import show_invoice
from payables.dashboard.pages.purchasing.entries_named import entry_named
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action
from payables.kit.errors import Refusal
from payables.platform.http.errors import NoSuchPath

VERBS = ("accept", "reject", "ignore", "unmatch")
WITH_ENTRY = ("accept", "reject")
TYPED = "catalog_entry"
CHOSEN, CHOSEN_AS = (
    "catalog_entry_id",
    "catalog_entry_as",
)  # of what was suggested or chosen: its id, and the text it stood under


class LineNotDecided(Refusal):
    """{reason} Nothing was changed: leave line {line} out, or decide it by itself."""

    status = 409
    code = "line_not_decided"


class NoLineChosen(Refusal):
    """Tick at least one line."""

    status = 400
    code = "no_line_chosen"


@action("/invoices/{id:str}/catalog-items/{item:str}/{verb:str}", again=show_invoice)
async def decide_line(page: Page, id: str, item: str, verb: str) -> Reply:
    """It is an entry, is none, or does not matter."""
    if verb not in VERBS:
        raise NoSuchPath
    entry = await _entry(page, id) if verb in WITH_ENTRY else None
    body: dict[str, Any] = {"catalog_entry_id": entry} if entry else {}
    await page.post(f"/v1/invoices/{id}/catalog-items/{item}/{verb}", body)
    return back_to(page, id, said=f"item_{verb}")


async def _entry(page: Page, id: str) -> str | None:
    """The id of the one that was named; None where none was. Raises InvalidFields."""
    typed = page.form.text(TYPED)
    if typed == page.form.text(CHOSEN_AS):
        return page.form.optional(CHOSEN)
    invoice = await page.get(f"/v1/invoices/{id}")
    return await entry_named(page, invoice["ottimate_company_id"], invoice["erp_vendor_id"] or "", typed, TYPED)


@action("/invoices/{id:str}/catalog-items", again=show_invoice)
async def decide_lines(page: Page, id: str) -> Reply:
    """All that were ticked, or none of them."""
    chosen = page.form.numbers("catalog_item")
    verb = page.form.text("decision")
    if not chosen or verb not in VERBS:
        raise NoLineChosen
    items = [{"invoice_id": id, "item_id": item, "decision": verb} for item in chosen[:100]]
    done = (await page.post("/v1/invoices/catalog-items", {"items": items})).data
    if done["failed"]:
        first = done["failed"][0]
        raise LineNotDecided(reason=first["error"], line=first["id"])
    return back_to(page, id, said="items_decided")
