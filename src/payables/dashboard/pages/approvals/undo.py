"""Take back what one has just decided over one invoice or many, instead of having been asked whether one is sure."""

from typing import Any

from payables.dashboard.pages.approvals.mine import NAME, show_my_approvals
from payables.dashboard.pages.invoice.going import back_to
from payables.dashboard.pages.queue import QUEUES, back_to_queue
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.undoing import DECIDED, MOST
from payables.platform.caller import Permission
from payables.platform.http.errors import NoSuchPath


@page("/approvals/undo", needs=Permission.INVOICES_READ)
async def show_undo(page: Page) -> Reply:
    """There is nothing to see here: a browser that opens the address again is led to the queue."""
    return back_to_queue(page, _queue(page))


@action("/approvals/undo", again=show_my_approvals)
async def undo_decisions(page: Page) -> Reply:
    """`step` and `invoice`, which may stand there several times; back to the queue of the address. What followed since is told
    row by row."""
    step, ids = page.form.text("step"), [id for id in page.form.all("invoice") if id][:MOST]
    if step not in DECIDED.values():
        raise NoSuchPath
    found = await _as_they_are(page, ids)
    if not found:
        return back_to_queue(page, _queue(page), said="nothing_selected")
    rows = [{"invoice_id": one["id"], "etag": one["etag"]} for one in found]
    done = (await page.post(f"/v1/invoices/{step}/undo", {"invoices": rows})).data
    if done["failed"]:
        invoices = {one["id"]: one for one in found}
        return page.show("approvals/undone.html", done=done, invoices=invoices, queue=_queue(page))
    if len(rows) == 1:
        return back_to(page, found[0]["id"], said="taken_back")
    return back_to_queue(page, _queue(page), said="taken_back")


def _queue(page: Page) -> str:
    asked = page.query.get("queue", "")
    return asked if asked in QUEUES else NAME


async def _as_they_are(page: Page, ids: list[str]) -> list[dict[str, Any]]:
    """What has followed since is for the API to say, which is asked with the present version. Without an id it would list all."""
    if not ids:
        return []
    query = {"invoice_ids": ",".join(ids), "expand": "approvers", "limit": MOST}
    return (await page.get("/v1/invoices", query))["results"]
