"""Where everybody begins, and what the keys do."""

from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission


@page("/")
async def show_home(page: Page) -> Reply:
    """The queue for whoever may read invoices; otherwise what their role is for."""
    if page.may(Permission.INVOICES_READ):
        return page.go("/queue/needs-attention")
    return page.go("/uploads" if page.may(Permission.INVOICES_UPLOAD) else "/help")


@page("/help")
async def show_help(page: Page) -> Reply:
    """The keys, and how to switch them off."""
    return page.show("home/help.html")
