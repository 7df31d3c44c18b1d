"""The files of an invoice: kept as they came and never opened inside a page of ours; and others put in their place."""

from payables.dashboard.pages.invoice.show import show_invoice
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply, handed_on
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission
from payables.platform.settings import Settings


@page("/invoices/{id:str}/files/{image:str}", needs=Permission.INVOICES_READ)
async def get_file(page: Page, id: str, image: str) -> Reply:
    """As the API hands it out."""
    called = await page.ask(f"/v1/invoices/{id}/images/{image}")
    return Reply(200, handed_on(called.headers), called.content)


def _largest_body(settings: Settings) -> int:
    """As the API's own route takes."""
    return 2 * settings.max_image_bytes + 64 * 1024


@action("/invoices/{id:str}/files", again=show_invoice, max_body=_largest_body)
async def put_files(page: Page, id: str) -> Reply:
    """In place of all there were."""
    await page.forward(f"/v1/invoices/{id}/images", method="PATCH")
    return page.go(f"/invoices/{id}", said="files_put")
