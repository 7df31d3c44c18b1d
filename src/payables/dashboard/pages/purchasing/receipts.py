"""Receipts: the list, one receipt with what counts and was billed of it, and the steps that are taken with it."""

from typing import Any

from payables.dashboard.pages.lists import choices, filters_of, listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission
from payables.platform.http.etag import read_etag

FILTERS = ("search", "status", "ottimate_location_id", "date_from", "date_to")
STATUSES = ("pending", "open", "flagged", "closed", "archived", "deleted")
PATH = "/v1/receipts"


@page("/receipts", needs=Permission.PURCHASING_READ, feature=Feature.PURCHASE_ORDERS)
async def show_receipts(page: Page) -> Reply:
    """The list with the filters of its address."""
    places = await places_of(page)
    return page.show(
        "purchasing/receipts/list.html",
        found=await listed(page, PATH, FILTERS, "receipts", ottimate_company_id=places.company_id),
        filters=filters_of(page, FILTERS),
        statuses=choices("receipts.status", STATUSES),
        places=places,
        may_write=page.may(Permission.PURCHASING_WRITE),
    )


@page("/receipts/{id:str}", needs=Permission.PURCHASING_READ, feature=Feature.PURCHASE_ORDERS)
async def show_receipt(page: Page, id: str) -> Reply:
    """One receipt beside the lines of its order."""
    receipt = await page.get(f"{PATH}/{id}")
    order = await page.get(f"/v1/purchase-orders/{receipt['receipt']['ottimate_po_id']}")
    places = await places_of(page)
    return page.show(
        "purchasing/receipts/show.html",
        receipt=receipt["receipt"],
        ordered={item["id"]: item for item in order["purchase_order"]["items"]},
        places=places,
        currency=places.currency(receipt["receipt"]["ottimate_company_id"]),
        may_write=page.may(Permission.PURCHASING_WRITE),
    )


@action("/receipts/{id:str}/archive", again=show_receipt)
async def archive_receipt(page: Page, id: str) -> Reply:
    """It counts no more."""
    return await _step(page, id, "archive", "receipt_archived")


@action("/receipts/{id:str}/delete", again=show_receipt)
async def delete_receipt(page: Page, id: str) -> Reply:
    """It was entered by mistake."""
    return await _step(page, id, "delete", "receipt_deleted")


@action("/receipts/{id:str}/reopen", again=show_receipt)
async def reopen_receipt(page: Page, id: str) -> Reply:
    """It counts again, or is right although it came late."""
    return await _step(page, id, "reopen", "receipt_reopened")


async def _step(page: Page, id: str, step: str, said: str) -> Reply:
    body: dict[str, Any] | None = None if step == "reopen" else {"reason": page.form.text("reason")}
    done = await page.post(f"{PATH}/{id}/{step}", body, etag=page.form.etag)
    return page.go(f"/receipts/{id}", said=said, of=f"{id}/{read_etag(done.etag)}")
