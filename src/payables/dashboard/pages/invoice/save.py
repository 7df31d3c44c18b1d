"""Save what was changed of an invoice: one change, against the version that was seen."""

from typing import Any

from payables.dashboard.pages.invoice.changed import changes_of
from payables.dashboard.pages.invoice.show import show_invoice
from payables.dashboard.shown.values import locale_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action


@action("/invoices/{id:str}/save", again=show_invoice)
async def save_invoice(page: Page, id: str) -> Reply:
    """Only what differs from what stood there; the page again, in the queue it was opened from."""
    changes: dict[str, Any] = changes_of(page.form, locale_of(page.exchange.header(b"accept-language")))
    if not changes:
        return page.go(f"/invoices/{id}", **page.query)
    await page.patch(f"/v1/invoices/{id}", changes, etag=page.form.etag)
    return page.go(f"/invoices/{id}", **{**page.query, "said": "saved"})
