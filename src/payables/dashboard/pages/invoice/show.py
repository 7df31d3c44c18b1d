"""The review page of one invoice: its paper beside the form, and everything that is known about it."""

from typing import Any

from babel import Locale

from payables.dashboard.pages.approvals.pane import approval_of
from payables.dashboard.pages.document import document_of_invoice
from payables.dashboard.pages.invoice.fields import FIELDS, VENDOR, coded_fields
from payables.dashboard.pages.invoice.going import going_on
from payables.dashboard.pages.invoice.lines import ShownLine, shown_lines, splits_by_item
from payables.dashboard.pages.invoice.merged import typed_in
from payables.dashboard.pages.invoice.not_done import words_not_sent
from payables.dashboard.pages.invoice.reads import coded_types, columns_for, custom_fields_of, types_of
from payables.dashboard.pages.invoice.shown_fields import shown_fields, shown_vendor
from payables.dashboard.pages.invoice.sums import sums_of
from payables.dashboard.pages.places import locations_of
from payables.dashboard.pages.purchasing.match.pane import match_of
from payables.dashboard.pages.vendors_named import vendors_like
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag

EXPANDED = "extraction,history,sums"
FOLD_FROM, FIRST_LINES = 150, 100


@page("/invoices/{id:str}", needs=Permission.INVOICES_READ)
async def show_invoice(page: Page, id: str) -> Reply:
    """`?queue=` names the queue it was opened from, with that one's filters beside it."""
    answer = await page.ask(f"/v1/invoices/{id}", {"expand": EXPANDED})
    invoice = answer.data
    approval = await approval_of(page, invoice)
    yours = approval["approval"]["yours"]
    return page.show(
        "invoice/show.html",
        invoice=invoice,
        etag=answer.etag,
        version=read_etag(answer.etag),
        going=await going_on(page, invoice["id"]),
        document=await document_of_invoice(page, invoice["id"]) if invoice["images"] else None,
        may_edit=yours["edit"]["may"],
        may_export=page.may(Permission.INVOICES_EXPORT),
        payments=await _payments(page, invoice),
        not_sent=words_not_sent(page),
        **await form_of(page, invoice, may_edit=yours["edit"]["may"]),
        **approval,
        **await match_of(page, invoice, yours),
    )


async def form_of(page: Page, invoice: dict[str, Any], *, may_edit: bool) -> dict[str, Any]:
    """What the form of an invoice shows, with what was typed into it where it is shown again."""
    locale: Locale = page.locale
    company = invoice["ottimate_company_id"]
    types = coded_types(await types_of(page, company), invoice)
    coded, custom = coded_fields(types), await custom_fields_of(page, company)
    columns = await columns_for(page, company, types)
    lines = shown_lines(invoice, columns, page.form, locale)
    return {
        "fields": shown_fields(invoice, FIELDS, page.form, locale),
        "coded": shown_fields(invoice, coded, page.form, locale),
        "custom": shown_fields(invoice, custom, page.form, locale),
        "vendor": shown_vendor(invoice, page.form, locale),
        "vendors": await _vendors(page, invoice),
        "may_create_vendor": page.may(Permission.VENDORS_WRITE),
        "locations": await _locations(page, invoice, may_edit=may_edit),
        "columns": columns,
        "lines": _unfolded(page, lines),
        "total_split": splits_by_item(invoice).get(None, []),
        "sums": await sums_of(page, invoice, lines),
    }


async def _payments(page: Page, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    """Asked for where something is paid."""
    if invoice["payment_status"] == "unpaid":
        return []
    return (await page.get(f"/v1/invoices/{invoice['id']}/payments"))["results"]


async def _vendors(page: Page, invoice: dict[str, Any]) -> list[tuple[int, str]]:
    """To choose from where none is known, or where what was typed names several: id and name."""
    if page.fault(VENDOR.name):
        found = await vendors_like(page, invoice["ottimate_company_id"], typed_in(page.form, VENDOR.name) or "")
        return [(one["id"], f"{one['erp_vendor_name'] or ''} ({one['erp_vendor_id'] or '–'})") for one in found]
    match = (invoice.get("extraction") or {}).get("vendor_match") or {}
    doubted = any(reason["code"] in ("unknown_vendor", "vendor_in_doubt") for reason in invoice["reasons"])
    return [(other["ottimate_vendor_id"], other["name"]) for other in match.get("others", [])] if doubted else []


async def _locations(page: Page, invoice: dict[str, Any], *, may_edit: bool) -> list[tuple[int, str]]:
    """The one it has, and where another can be chosen those that the person sees."""
    company = invoice["ottimate_company_id"]
    if not may_edit:
        return [(invoice["ottimate_location_id"], invoice["ottimate_location_name"])]
    seen = {id: one["name"] for id, one in (await locations_of(page)).items() if one["ottimate_company_id"] == company}
    return list({**seen, invoice["ottimate_location_id"]: invoice["ottimate_location_name"]}.items())


def _unfolded(page: Page, lines: list[ShownLine]) -> list[ShownLine]:
    """The first of many lines, and those that need somebody; all where that is asked, or where some were typed into."""
    if len(lines) <= FOLD_FROM or page.query.get("lines") == "all" or "was.invoice_number" in page.form:
        return lines
    return [line for line in lines if line.number <= FIRST_LINES or line.reasons]
