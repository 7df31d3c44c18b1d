"""A file of an invoice as it came, to be kept: never opened inside a page of ours."""

from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission

KEPT = (b"content-disposition", b"x-content-type-options", b"cache-control")


@page("/invoices/{id:str}/files/{image:str}", needs=Permission.INVOICES_READ)
async def get_file(page: Page, id: str, image: str) -> Reply:
    """As the API hands it out."""
    called = await page.ask(f"/v1/invoices/{id}/images/{image}")
    headers = [(b"content-type", called.media_type.encode())]
    headers += [(name, called.headers[name]) for name in KEPT if name in called.headers]
    return Reply(200, headers, called.content)
