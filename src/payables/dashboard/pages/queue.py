"""The queues: what waits for somebody, what is on its way, what is done."""

from collections.abc import Sequence
from typing import Any

from payables.dashboard.done_to import done_to_these
from payables.dashboard.pages.behind import behind_of
from payables.dashboard.pages.lists import filters_of, listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.undoing import ETAG_OF, undo_moved
from payables.platform.caller import Permission
from payables.platform.http.errors import NoSuchPath
from payables.platform.http.etag import read_etag

# What each queue asks the API for.
QUEUES: dict[str, dict[str, str]] = {
    "needs-attention": {"status": "needs-attention"},
    "my-approvals": {"waiting_for": "me"},
    "pending": {"status": "pending-approval"},
    "ready": {"status": "ready-for-export"},
    "exported": {"status": "exported"},
    "archived": {"status": "archived"},
    "all": {},
}
# What finds the invoices behind a figure of the overview.
BEHIND = (
    "ottimate_company_id", "counted_in", "currency", "dimension_id", "uncoded", "touched", "source", "waiting_for", "dated_from",
    "dated_to", "due_from", "due_to", "approved_from", "approved_to", "exported_from", "exported_to", "waiting_since_from",
    "waiting_since_to", "possible_duplicate",
)  # fmt: skip
FILTERS = ("search", "ottimate_location_ids", "ottimate_vendor_id", "date_from", "date_to", "payment_status", *BEHIND)


@page("/queue/{name:str}", needs=Permission.INVOICES_READ)
async def show_queue(page: Page, name: str) -> Reply:
    """One queue with the filters of its address."""
    return await _shown(page, name)


@action("/queue/{name:str}/archive", again=show_queue)
async def archive_selected(page: Page, name: str) -> Reply:
    """Out of every queue; what could not be archived is told row by row."""
    return await _moved(page, name, "archive")


@action("/queue/{name:str}/restore", again=show_queue)
async def restore_selected(page: Page, name: str) -> Reply:
    """Back where it belongs."""
    return await _moved(page, name, "restore")


def asked(page: Page, name: str) -> dict[str, Any]:
    """The filters of GET /v1/invoices behind a queue. Raises NoSuchPath."""
    if name not in QUEUES:
        raise NoSuchPath
    return {"ottimate_company_id": page.company_id, **filters_of(page, FILTERS), **QUEUES[name]}


async def _moved(page: Page, name: str, verb: str) -> Reply:
    """Each once: what fails keeps the others from nothing."""
    wanted = page.form.numbers("invoice")
    if not wanted:
        return back_to_queue(page, name, said="nothing_selected")
    seen = [{"invoice_id": id, "etag": page.form.optional(f"{ETAG_OF}{id}")} for id in wanted]
    done = (await page.post(f"/v1/invoices/{verb}", {"invoices": seen})).data
    moved = await _with_versions(page, done["updated"])
    if done["failed"]:
        return await _shown(page, name, **await _partly(page, done, moved, f"{verb}d"))
    return back_to_queue(page, name, said=f"{verb}d", of=",".join("/".join(pair) for pair in moved))


def back_to_queue(page: Page, name: str, **told: str) -> Reply:
    """To the same page of the same queue with the same filters."""
    return page.go(f"/queue/{name}", **filters_of(page, (*FILTERS, "page")), **told)


async def _with_versions(page: Page, moved: Sequence[int]) -> list[tuple[str, str]]:
    """Each id with the version that it has now, which is taken back with one step, and none that comes after it."""
    if not moved:
        return []
    asked = {"invoice_ids": ",".join(map(str, moved)), "expand": "approvers", "limit": len(moved)}
    found = (await page.get("/v1/invoices", asked))["results"]
    return [(str(one["invoice_id"]), str(read_etag(one["etag"]))) for one in found]


async def _partly(page: Page, done: dict[str, Any], moved: list[tuple[str, str]], said: str) -> dict[str, Any]:
    """What is told of those that were moved, which can be moved back together, and of those that stay."""
    stay = await done_to_these(page, [one["id"] for one in done["failed"] if one["code"] != "not_found"])
    return {
        "failed": done["failed"],
        "stay": {str(one["invoice_id"]): one for one in stay.invoices} if stay else {},
        "moved": f"said.{said}" if moved else None,
        "done_to": await done_to_these(page, [id for id, _ in moved]),
        "undo": None if page.is_old else undo_moved(page, said, moved),
    }


async def _shown(page: Page, name: str, *, failed: Sequence[dict[str, Any]] = (), **told: Any) -> Reply:
    wanted, filters = asked(page, name), filters_of(page, FILTERS)
    found = await listed(page, "/v1/invoices", (), **wanted)
    places = await places_of(page)
    narrowed = any(name in filters for name in (*BEHIND, "ottimate_vendor_id"))
    return page.show(
        "queue/list.html",
        name=name,
        found=found,
        filters=filters,
        behind=await behind_of(page, wanted, found, filters, places) if narrowed else None,
        locations=places.offered,
        selectable=page.may(Permission.INVOICES_EDIT) and name != "exported",
        verb="restore" if name == "archived" else "archive",
        failed=failed,
        **told,
    )
