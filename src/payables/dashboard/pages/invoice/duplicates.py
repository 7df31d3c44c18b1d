"""Two invoices that may be the same, side by side: their papers, their values with what differs marked, and the answer."""

from typing import Any

from payables.dashboard.pages.document import Document, document_of_invoice
from payables.dashboard.pages.invoice.going import back_to, go_on, going_on
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag

COMPARED = (
    "invoice_number",
    "ottimate_vendor_name",
    "type",
    "invoice_date",
    "total_amount",
    "total_tax",
    "currency",
    "ottimate_location_name",
    "status",
    "source",
    "created_date_utc",
)
KEYS = {"keep_both": "b", "keep_this": "t", "keep_other": "o"}


@page("/invoices/{id:str}/duplicates", needs=Permission.INVOICES_READ)
async def show_duplicates(page: Page, id: str, **_: str) -> Reply:
    """Every pair of the invoice, the open ones first."""
    invoice = await page.get(f"/v1/invoices/{id}")
    found = await page.get(f"/v1/invoices/{id}/duplicates")
    pairs = sorted(found["results"], key=lambda pair: pair["status"] != "open")
    return page.show(
        "invoice/duplicates.html",
        invoice=invoice,
        pairs=[{**pair, "values": compared(pair), "answers": answers_to(pair)} for pair in pairs],
        papers=await _papers(page, invoice["id"], pairs),
        going=await going_on(page, invoice["id"]),
        may_edit=page.may(Permission.INVOICES_EDIT),
    )


@action("/invoices/{id:str}/duplicates/{other:str}/resolve", again=show_duplicates)
async def resolve_duplicate(page: Page, id: str, other: str) -> Reply:
    """To the invoice that was kept, or on to the next one where this one is filed away."""
    answer = page.form.text("answer")
    body = {"action": answer, "comment": page.form.optional("comment")}
    await page.post(f"/v1/invoices/{id}/duplicates/{other}/resolve", body)
    if answer == "keep_other":
        return go_on(page, f"/invoices/{other}", said="archived", of=await _archived(page, id))
    if answer == "keep_this":
        return back_to(page, id, said="archived", of=await _archived(page, other))
    return back_to(page, id, said="kept_both", of=f"{id}/{other}")


async def _archived(page: Page, id: str) -> str:
    """With the version that is brought back, and no later one."""
    return f"{id}/{read_etag((await page.ask(f'/v1/invoices/{id}')).etag)}"


@action("/invoices/{id:str}/duplicates/{other:str}/reopen", again=show_duplicates)
async def reopen_duplicate(page: Page, id: str, other: str) -> Reply:
    """Asked once more."""
    await page.post(f"/v1/invoices/{id}/duplicates/{other}/reopen")
    return page.go(f"/invoices/{id}/duplicates", **page.kept, said="asked_again")


def compared(pair: dict[str, Any]) -> list[tuple[str, Any, Any, bool]]:
    """Of each value its name, what this and the other invoice say, and whether they differ; nothing where one is hidden."""
    this, other = pair["invoice"], pair["other"]
    if this is None or other is None:
        return []
    return [(name, this[name], other[name], this[name] != other[name]) for name in COMPARED]


def answers_to(pair: dict[str, Any]) -> list[tuple[str, str]]:
    """What may be said of a pair, each with its key: what was exported is not put away for the other one."""
    left = [pair[one] is not None and pair[one]["status"] == "exported" for one in ("invoice", "other")]
    gone = {"keep_other": left[0], "keep_this": left[1]}
    return [(answer, key) for answer, key in KEYS.items() if not gone.get(answer)]


async def _papers(page: Page, id: str, pairs: list[dict[str, Any]]) -> dict[str, Document]:
    """The first pages of this invoice and of those that may be the same, by their ids."""
    seen = [id, *(pair["other_invoice_id"] for pair in pairs if pair["other"])]
    return {one: await document_of_invoice(page, one) for one in dict.fromkeys(seen[:6])}
