"""What a person says of the match of the invoice that they look at."""

from typing import Any

from payables.dashboard.pages.invoice.going import back_to
from payables.dashboard.pages.invoice.show import show_invoice
from payables.dashboard.pages.purchasing.match.pane import COMPARE, NO_PAIR
from payables.dashboard.pages.typed_values import number_in
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action
from payables.kit.errors import FieldError, InvalidFields


@action("/invoices/{id:str}/match/again", again=show_invoice)
async def match_again(page: Page, id: str) -> Reply:
    """Now, without waiting."""
    await page.post(f"/v1/invoices/{id}/match", etag=page.form.etag)
    return back_to(page, id, said="matched_again")


@action("/invoices/{id:str}/match/accept", again=show_invoice)
async def accept_differences(page: Page, id: str) -> Reply:
    """The invoice is paid as billed."""
    body = {**_chosen(page), "reason": page.form.text("match_reason")}
    await page.post(f"/v1/invoices/{id}/match/accept", body, etag=page.form.etag)
    return back_to(page, id, said="differences_accepted")


@action("/invoices/{id:str}/match/claim", again=show_invoice)
async def claim_differences(page: Page, id: str) -> Reply:
    """The invoice is paid as billed, and a credit is expected."""
    body: dict[str, Any] = {"invoice_id": id, **_chosen(page), "reason": page.form.text("match_reason")}
    if page.form.text("claim_amount"):
        body["amount"] = number_in(page, page.form.text("claim_amount"))
    await page.post("/v1/claims", body)
    return back_to(page, id, said="claims_opened")


@action("/invoices/{id:str}/match/pair", again=show_invoice)
async def pair_line(page: Page, id: str) -> Reply:
    """One line with one of an order, with none, or with what comparing finds."""
    item = page.form.number("pair_item")
    if item is None:
        raise InvalidFields([FieldError("pair_item", text("fields.line"), "required")])
    link = _link(item, page.form.text("pair_with"))
    await page.post(f"/v1/invoices/{id}/match/lines", {"lines": [link]}, etag=page.form.etag)
    return back_to(page, id, said="lines_paired")


@action("/invoices/{id:str}/match/order", again=show_invoice)
async def name_order(page: Page, id: str) -> Reply:
    """It is for this order."""
    body = {"purchase_order": page.form.text("po_number")}
    await page.patch(f"/v1/invoices/{id}", body, etag=page.form.etag)
    return back_to(page, id, said="order_named")


def _chosen(page: Page) -> dict[str, Any]:
    """The lines that were ticked, and whether the whole was."""
    return {
        "item_ids": page.form.numbers("match_item"),
        "whole": page.form.checked("match_whole"),
    }


def _link(item: int, chosen: str) -> dict[str, Any]:
    if chosen == COMPARE:
        return {"item_id": item, "compare": True}
    return {"item_id": item, "ottimate_po_item_id": None if chosen == NO_PAIR else chosen}
