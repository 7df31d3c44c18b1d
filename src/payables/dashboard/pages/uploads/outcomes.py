"""What became of files that were sent: invoices, with the queues in which they stand; or why there is none."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from payables.dashboard.pages.queue import QUEUES
from payables.dashboard.texts import text
from payables.dashboard.web.json_reply import json_reply
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.kit.ids import parse_uuid
from payables.platform.caller import Permission

AT_ONCE = 100  # ids that are asked for, and rows of a call
UNFINISHED = frozenset({"queued", "processing"})
Rows = Mapping[str, dict[str, Any]]


@page("/uploads/outcomes", needs=Permission.INVOICES_READ)
async def get_outcomes(page: Page) -> Reply:
    """`?of=` ids divided by commas, in JSON for the script that sends files; `state` is null while a file is on its way."""
    wanted = [id for part in page.query.get("of", "").split(",")[:AT_ONCE] if (id := parse_uuid(part))]
    found = await _uploads(page, wanted)
    invoices = await invoices_of(page, found)
    return json_reply({"results": [_told(upload, invoices) for upload in found]})


async def invoices_of(page: Page, uploads: Sequence[Mapping[str, Any]]) -> Rows:
    """By their ids, with what people know them by: of as many uploads as a page shows, in one call."""
    ids = [id for upload in uploads for id in upload["invoice_ids"]][:AT_ONCE]
    if not ids:
        return {}
    found = await page.get("/v1/invoices", {"invoice_ids": ",".join(ids), "limit": AT_ONCE})
    return {one["id"]: one for one in found["results"]}


def queue_of(status: str) -> str:
    """Where invoices of this status are listed."""
    return next((name for name, asked in QUEUES.items() if asked.get("status") == status), "all")


def name_of(invoice: Mapping[str, Any]) -> str:
    """Vendor and number."""
    vendor = invoice["ottimate_vendor_name"] or text("queue.no_vendor")
    return f"{vendor} {invoice['number'] or text('queue.no_number')}"


async def _uploads(page: Page, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    if not ids:
        return []
    asked = {"reference_ids": ",".join(str(id) for id in ids), "limit": AT_ONCE}
    return (await page.get("/v1/invoices/uploads", asked))["results"]


def _told(upload: Mapping[str, Any], invoices: Rows) -> dict[str, Any]:
    """`states` are counted by the script; `why` stands where there is no invoice to lead to."""
    status, made = upload["status"], [invoices[id] for id in upload["invoice_ids"] if id in invoices]
    told: dict[str, Any] = {"id": upload["id"], "bad": status == "failed", "states": [], "why": None, "links": []}
    if status in UNFINISHED:
        return told
    told["states"] = [text(f"uploads.state.{status}")]
    if status == "duplicate":
        told["why"] = text("uploads.why.duplicate")
        first = upload["duplicate_of"]
        told["links"] = [_link(f"/uploads/{first}", text("uploads.why.duplicate_link"))] if first else []
    elif upload["error"]:
        told["why"] = upload["error"]["message"]
    elif made:
        told["states"] = [text(f"status.{one['status']}") for one in made]
        told["links"] = [_link_to(one) for one in made]
    return told


def _link_to(invoice: Mapping[str, Any]) -> dict[str, str]:
    queue = queue_of(invoice["status"])
    return _link(
        f"/invoices/{invoice['id']}?queue={queue}", f"{name_of(invoice)}, {text('status.' + invoice['status'])}"
    )


def _link(href: str, words: str) -> dict[str, str]:
    return {"href": href, "text": words}
