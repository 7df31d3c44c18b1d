"""The review page of one invoice: its paper beside the form, and everything that is known about it."""

from typing import Any

from payables.dashboard.pages.document import document_of_invoice
from payables.dashboard.pages.invoice.fields import FIELDS
from payables.dashboard.pages.invoice.going import going_on
from payables.dashboard.pages.invoice.shown_fields import shown_fields, shown_vendor
from payables.dashboard.shown.values import locale_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission

EXPANDED = "extraction,history"
FINAL = frozenset({"archived", "exported"})  # nobody changes these


@page("/invoices/{id:str}", needs=Permission.INVOICES_READ)
async def show_invoice(page: Page, id: str) -> Reply:
    """`?queue=` names the queue it was opened from, with that one's filters beside it."""
    answer = await page.ask(f"/v1/invoices/{id}", {"expand": EXPANDED})
    invoice = answer.data
    locale = locale_of(page.exchange.header(b"accept-language"))
    return page.show(
        "invoice/show.html",
        invoice=invoice,
        etag=answer.etag,
        document=await document_of_invoice(page, invoice["id"]),
        going=await going_on(page, invoice["id"]),
        fields={field.name: field for field in shown_fields(invoice, FIELDS, locale)},
        vendor=shown_vendor(invoice),
        locations=await _locations(page, invoice),
        may_edit=page.may(Permission.INVOICES_EDIT) and invoice["status"] not in FINAL,
    )


async def _locations(page: Page, invoice: dict[str, Any]) -> list[tuple[int, str]]:
    """To choose from: those of the invoice's company that the person sees, and the one it has."""
    found = await page.find(f"/v1/accounts/{page.account}/locations", {"limit": 100})
    results = found["results"] if found else []
    own = {one["id"]: one["name"] for one in results if one["ottimate_company_id"] == invoice["ottimate_company_id"]}
    return list({**own, invoice["ottimate_location_id"]: invoice["ottimate_location_name"]}.items())
