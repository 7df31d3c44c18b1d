"""Purchase orders: the list, one order with what came and was billed of it, and the steps that are taken with it."""

from typing import Any

from payables.dashboard.pages.lists import choices, every, filters_of, listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission
from payables.platform.http.etag import read_etag

FILTERS = ("search", "status", "ottimate_location_id", "erp_vendor_id", "date_from", "date_to")
STATUSES = ("pending", "open", "received", "flagged", "closed", "archived", "deleted")
PATH = "/v1/purchase-orders"


@page("/purchase-orders", needs=Permission.PURCHASING_READ, feature=Feature.PURCHASE_ORDERS)
async def show_orders(page: Page) -> Reply:
    """The list with the filters of its address."""
    places = await places_of(page)
    return page.show(
        "purchasing/orders/list.html",
        found=await listed(page, PATH, FILTERS, "purchase_orders", ottimate_company_id=places.company_id),
        filters=filters_of(page, FILTERS),
        statuses=choices("orders.status", STATUSES),
        places=places,
        may_write=page.may(Permission.PURCHASING_WRITE),
    )


@page("/purchase-orders/{id:str}", needs=Permission.PURCHASING_READ, feature=Feature.PURCHASE_ORDERS)
async def show_order(page: Page, id: str) -> Reply:
    """One order with its lines, receipts and invoices."""
    called = await page.ask(f"{PATH}/{id}")
    order = called.data["purchase_order"]
    places = await places_of(page)
    return page.show(
        "purchasing/orders/show.html",
        order=order,
        currency=places.currency(order["ottimate_company_id"]),
        places=places,
        receipts=await every(page, "/v1/receipts", "receipts", ottimate_po_id=id),
        invoices=await every(page, f"{PATH}/{id}/invoices"),
        may_see_invoices=page.may(Permission.INVOICES_READ),
        may_write=page.may(Permission.PURCHASING_WRITE),
        may_enter_invoices=page.may(Permission.INVOICES_EDIT),
    )


@action("/purchase-orders/{id:str}/close", again=show_order)
async def close_order(page: Page, id: str) -> Reply:
    """Nothing more is expected of it."""
    return await _step(page, id, "close", "order_closed")


@action("/purchase-orders/{id:str}/archive", again=show_order)
async def archive_order(page: Page, id: str) -> Reply:
    """It is filed away."""
    return await _step(page, id, "archive", "order_archived")


@action("/purchase-orders/{id:str}/delete", again=show_order)
async def delete_order(page: Page, id: str) -> Reply:
    """It was entered by mistake."""
    return await _step(page, id, "delete", "order_deleted")


@action("/purchase-orders/{id:str}/reopen", again=show_order)
async def reopen_order(page: Page, id: str) -> Reply:
    """Takes any of these back."""
    return await _step(page, id, "reopen", "order_reopened")


async def _step(page: Page, id: str, step: str, said: str) -> Reply:
    reason = page.form.optional("reason")
    body: dict[str, Any] | None = {"reason": reason or ""} if step == "close" or reason else None
    done = await page.post(f"{PATH}/{id}/{step}", body, etag=page.form.etag)
    return page.go(f"/purchase-orders/{id}", said=said, of=f"{id}/{read_etag(done.etag)}")
