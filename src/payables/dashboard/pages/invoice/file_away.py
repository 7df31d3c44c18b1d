"""An invoice is filed away, or comes back; either is undone by the other."""

from payables.dashboard.pages.invoice.going import back_to, go_on
from payables.dashboard.pages.invoice.show import show_invoice
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action


@action("/invoices/{id:str}/archive", again=show_invoice)
async def archive_invoice(page: Page, id: str) -> Reply:
    """And on to the next of the queue."""
    reason = page.form.optional("reason")
    await page.post(f"/v1/invoices/{id}/archive", {"reason": reason} if reason else {}, etag=page.form.etag)
    return go_on(page, f"/invoices/{id}", said="archived", of=id)


@action("/invoices/{id:str}/restore", again=show_invoice)
async def restore_invoice(page: Page, id: str) -> Reply:
    """To the invoice, wherever that was asked."""
    await page.post(f"/v1/invoices/{id}/restore", {})
    return back_to(page, id, said="restored", of=id)
