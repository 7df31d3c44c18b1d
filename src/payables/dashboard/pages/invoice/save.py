"""Save what was changed of an invoice: one change, against the version that was seen."""

from typing import Any

from babel import Locale

from payables.dashboard.pages.invoice.changed import changes_of, confirmed
from payables.dashboard.pages.invoice.choose_vendor import NEW_ID, vendor_change
from payables.dashboard.pages.invoice.fields import FIELDS, coded_fields
from payables.dashboard.pages.invoice.going import back_to, go_on
from payables.dashboard.pages.invoice.line_changes import LineChanges, line_changes, refuse_failures
from payables.dashboard.pages.invoice.named_codes import with_codes
from payables.dashboard.pages.invoice.reads import coded_types, columns_for, custom_fields_of, types_of
from payables.dashboard.pages.invoice.show import show_invoice
from payables.dashboard.web.forms import KEY
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Refused, Reply
from payables.dashboard.web.routing import action
from payables.platform.http.errors import IdempotencyKeyReused

ALL_RIGHT = "all_right"
WAITING = frozenset({"needs-attention", "incomplete", "processing"})


@action("/invoices/{id:str}/save", again=show_invoice)
async def save_invoice(page: Page, id: str) -> Reply:
    """Only what differs from what stood there. The page again while this person is needed here; else on to the next of the
    queue."""
    changed = await save(page, id)
    if changed is None:
        return back_to(page, id)
    if await _is_done_with(page, changed):
        return go_on(page, f"/invoices/{id}", said=await _said(page, changed), of=id)
    return back_to(page, id, said=await _said(page, changed), of=id)


@action("/invoices/{id:str}/undo-save", again=show_invoice)
async def undo_save(page: Page, id: str) -> Reply:
    """To the invoice, wherever that was asked: what was saved is as it was before, unless somebody has changed it since."""
    await page.post(f"/v1/invoices/{id}/change/undo", etag=page.form.etag)
    return back_to(page, id, said="save_undone")


async def save(page: Page, id: str) -> dict[str, Any] | None:
    """The invoice as it is then; None where nothing was changed. Raises Refused, InvalidFields."""
    locale = page.locale
    invoice = await page.get(f"/v1/invoices/{id}")
    body, lines = await _body(page, invoice, locale)
    if lines.items:
        body["items"] = lines.body
    if not body:
        return None
    answer = await _patched(page, id, body)
    refuse_failures(lines, answer)
    return answer


async def _patched(page: Page, id: str, body: dict[str, Any]) -> dict[str, Any]:
    """A page that the browser brought back sends its key once more with something else in it. That is told like any change of
    what was changed since: by the version that was seen."""
    try:
        return (await page.patch(f"/v1/invoices/{id}", body, etag=page.form.etag)).data
    except Refused as refused:
        if refused.code != IdempotencyKeyReused.code:
            raise
        page.form.values.pop(KEY, None)
        return (await page.patch(f"/v1/invoices/{id}", body, etag=page.form.etag)).data


async def _body(page: Page, invoice: dict[str, Any], locale: Locale) -> tuple[dict[str, Any], LineChanges]:
    """Of a PATCH."""
    company = invoice["ottimate_company_id"]
    types = coded_types(await types_of(page, company), invoice)
    form = await with_codes(page, company, types)
    fields = [*FIELDS, *coded_fields(types), *await custom_fields_of(page, company)]
    changed = changes_of(form, invoice, fields, locale) | await vendor_change(page, invoice)
    lines = line_changes(form, invoice, await columns_for(page, company, types), locale)
    if confirm := True if form.checked(ALL_RIGHT) else confirmed(form, invoice):
        changed["confirm"] = confirm
    return changed, lines


async def _is_done_with(page: Page, invoice: dict[str, Any]) -> bool:
    """Nothing is wrong with it any more, and it is not this person's turn to approve it."""
    if invoice["status"] in WAITING:
        return False
    approval = await page.find(f"/v1/invoices/{invoice['id']}/approval")
    return not (approval and approval["yours"]["approve"]["may"])


async def _said(page: Page, invoice: dict[str, Any]) -> str:
    """Whether the vendor that was named with its id in the ERP was entered with this change, or was there before."""
    vendor = invoice["ottimate_vendor_id"] if page.form.optional(NEW_ID) else None
    found = await page.find(f"/v1/vendors/{vendor}") if vendor else None
    is_new = found and found["vendor"]["created_date_utc"] == invoice["last_modified_date_utc"]
    return "saved_with_vendor" if is_new else "saved"
