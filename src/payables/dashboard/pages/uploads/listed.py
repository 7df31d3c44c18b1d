"""The list of uploads, and sending many files to it."""

from typing import Any
from urllib.parse import quote

from payables.dashboard.pages.lists import listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.pages.uploads.outcomes import UNFINISHED, invoices_of, name_of, queue_of
from payables.dashboard.web.json_reply import json_reply
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Refused, Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission
from payables.platform.settings import Settings

TOGETHER = 4  # as the API: times as large as one file may be
ROOM_FOR_FORM = 128 * 1024


@page("/uploads", needs=Permission.INVOICES_READ)
async def show_uploads(page: Page) -> Reply:
    """What is on its way or failed; `?all=true` what is finished too, as what was just sent without scripts may be."""
    return await _shown(page, [])


def _largest(settings: Settings) -> int:
    return TOGETHER * settings.max_upload_bytes + ROOM_FOR_FORM


@action("/uploads/send", again=show_uploads, max_body=_largest)
async def send_files(page: Page) -> Reply:
    """The form with its files as it is, to the API. The script that sends one file at a time is answered in JSON."""
    if "application/json" in (page.exchange.header(b"accept") or ""):
        return await _told(page)
    done = (await page.forward("/v1/invoices/uploads")).data
    refused = [row for row in done["results"] if row["error"]]
    if refused:
        return await _shown(page, refused, accepted=done["accepted"])
    return page.go("/uploads", all="true", said="uploaded")


@action("/uploads/merge", again=show_uploads)
async def merge_selected(page: Page) -> Reply:
    """The selected files as one document, in the order in which they were sent: the list has the newest first."""
    first, *others = [id for id in reversed(page.form.all("upload")) if id] or [None]
    if first is None or not others:
        return page.go("/uploads", said="two_to_merge")
    await page.post(f"/v1/invoices/uploads/{quote(first, safe='')}/merge", {"uploads": others})
    return page.go(f"/uploads/{quote(first, safe='')}", said="upload_merged")


async def _shown(page: Page, refused: list[dict[str, Any]], accepted: int = 0) -> Reply:
    location = page.query.get("location")
    everything = page.query.get("all") == "true" or accepted > 0
    asked = {"ottimate_company_id": page.company_id, "ottimate_location_id": location}
    found = await listed(page, "/v1/invoices/uploads", (), all="true" if everything else None, **asked)
    return page.show(
        "uploads/list.html",
        found=found,
        invoices=await invoices_of(page, found["results"]),
        name_of=name_of,
        queue_of=queue_of,
        everything=everything,
        location=location,
        places=(await places_of(page)).by_company,
        refused=refused,
        accepted=accepted,
        unfinished=any(row["status"] in UNFINISHED for row in found["results"]),
        may_send=page.may(Permission.INVOICES_UPLOAD, Feature.INSTANT_CAPTURE),
        may_arrange=page.may(Permission.INVOICES_EDIT, Feature.INSTANT_CAPTURE),
        largest=page.settings.max_upload_bytes,
    )


async def _told(page: Page) -> Reply:
    """What the API says, with its status: what was refused is rolled back."""
    try:
        called = await page.forward("/v1/invoices/uploads")
    except Refused as refused:
        return json_reply({"error": refused.sentence}, refused.status)
    return json_reply(called.data)
