"""One's own approvals: what waits for this person, and deciding over many of them at once."""

from typing import Any

from payables.dashboard.done_to import done_to_these
from payables.dashboard.pages.lists import filters_of, listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.pages.queue import FILTERS, asked, back_to_queue
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.undoing import MOST, undo_decided
from payables.platform.caller import Permission

NAME = "my-approvals"
PATH = f"/queue/{NAME}"


@page(PATH, needs=Permission.INVOICES_READ)
async def show_my_approvals(page: Page) -> Reply:
    """Each with why this person is asked, since when, and who has decided already."""
    return await _shown(page)


@action(f"{PATH}/approve", again=show_my_approvals)
async def approve_selected(page: Page) -> Reply:
    """Each by itself: what cannot be approved is told row by row."""
    return await _decided(page, "approve", {"comment": page.form.optional("comment")}, "approved")


@action(f"{PATH}/decline", again=show_my_approvals)
async def decline_selected(page: Page) -> Reply:
    """With one reason for all of them, which stands in the same field as a comment."""
    return await _decided(page, "decline", {"reason": page.form.text("comment")}, "declined")


@action(f"{PATH}/flag", again=show_my_approvals)
async def flag_selected(page: Page) -> Reply:
    return await _decided(page, "flag", {"flagging_reason": page.form.optional("comment")}, "flagged")


async def _decided(page: Page, step: str, body: dict[str, Any], said: str) -> Reply:
    """A box that is ticked holds the id and the version that was shown."""
    rows = [_row(ticked) for ticked in page.form.all("invoice")[:MOST] if ":" in ticked]
    if not rows:
        return back_to_queue(page, NAME, said="nothing_selected")
    done = (await page.post(f"/v1/invoices/{step}", {"invoices": rows, **body})).data
    if done["failed"]:
        return await _shown(page, **await _partly(page, done, step))
    ids = ",".join(str(row["invoice_id"]) for row in done["results"])
    return back_to_queue(page, NAME, said=said, of=ids)


def _row(ticked: str) -> dict[str, str]:
    id, _, etag = ticked.partition(":")
    return {"invoice_id": id, "etag": etag}


async def _partly(page: Page, done: dict[str, Any], step: str) -> dict[str, Any]:
    """What is told of those that were decided, which can be taken back together, and of those that were not."""
    decided = [row["id"] for row in done["results"] if row["ok"]]
    left = await done_to_these(
        page, [str(row["invoice_id"]) for row in done["results"] if row["invoice_id"] and not row["ok"]]
    )
    return {
        "done": done,
        "step": step,
        "refused": {str(one["invoice_id"]): one for one in left.invoices} if left else {},
        "done_to": await done_to_these(page, decided),
        "undo": undo_decided(page, step, decided),
    }


async def _shown(page: Page, *, done: Any = None, **told: Any) -> Reply:
    found = await listed(page, "/v1/invoices", (), **asked(page, NAME), expand="approvers")
    return page.show(
        "approvals/mine.html",
        name=NAME,
        found=found,
        filters=filters_of(page, FILTERS),
        locations=(await places_of(page)).offered,
        may_approve=page.may(Permission.INVOICES_APPROVE),
        may_flag=page.may(Permission.INVOICES_EDIT),
        done=done,
        **told,
    )
