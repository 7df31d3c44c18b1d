"""What a person was told: asked, mentioned, reminded; each leads to what it is about."""

from payables.dashboard.pages.lists import listed
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

API = "/v1/notices"


@page("/notices", needs=Permission.INVOICES_READ)
async def show_notices(page: Page) -> Reply:
    """Those that were not read, or with `?read=all` all of them."""
    everything = page.query.get("read") == "all"
    found = await listed(page, API, (), unread=None if everything else "true")
    return page.show("notices/list.html", found=found, everything=everything)


@action("/notices/{id:str}/open")
async def open_notice(page: Page, id: str) -> Reply:
    """Read with that, and on to what it is about: of a mention to the comment."""
    notice = (await page.post(f"{API}/{id}/read")).data["notice"]
    place = f"#comment-{notice['comment_id']}" if notice["comment_id"] else ""
    return page.go(f"/invoices/{notice['invoice']}{place}" if notice["invoice"] else "/bank-changes")


@action("/notices/read", again=show_notices)
async def read_notices(page: Page) -> Reply:
    """All that the page showed; what has come since stays unread."""
    ids = page.form.all("notice")
    if not ids:
        return page.go("/notices", said="nothing_selected")
    await page.post(f"{API}/read", {"ids": ids})
    return page.go("/notices", said="notices_read")
