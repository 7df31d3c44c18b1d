"""An invoice is filed away, or comes back; either is undone by the other."""

from payables.dashboard.pages.invoice.going import back_to, go_on
from payables.dashboard.pages.invoice.show import show_invoice
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action
from payables.platform.http.etag import read_etag


@action("/invoices/{id:str}/archive", again=show_invoice)
async def archive_invoice(page: Page, id: str) -> Reply:
    """And on to the next of the queue."""
    reason = page.form.optional("reason")
    body = {"reason": reason} if reason else {}
    done = await page.post(f"/v1/invoices/{id}/archive", body, etag=page.form.etag)
    return go_on(page, f"/invoices/{id}", said="archived", of=f"{id}/{read_etag(done.etag)}")


@action("/invoices/{id:str}/restore", again=show_invoice)
async def restore_invoice(page: Page, id: str) -> Reply:
    """To the invoice, wherever that was asked."""
    done = await page.post(f"/v1/invoices/{id}/restore", {}, etag=page.form.etag)
    return back_to(page, id, said="restored", of=f"{id}/{read_etag(done.etag)}")
