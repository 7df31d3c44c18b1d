"""Entering and changing a receipt: how much came of each line of its order."""

from typing import Any

from payables.dashboard.pages.lists import filters_of, listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.pages.purchasing.receipts import PATH
from payables.dashboard.pages.typed_values import (
    WAS,
    Line,
    changed_line,
    changed_values,
    sent_line,
    sent_values,
    typed_lines,
)
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission

TEXTS = ("date", "invoice_number_ref", "note")
AMOUNTS = ("total_amount",)
LINE = "ottimate_po_item_id"
TEXTS_OF_LINE = ("uom",)
NUMBERS_OF_LINE = ("quantity",)
OF_LINE = (*TEXTS_OF_LINE, *NUMBERS_OF_LINE)
FIELDS = ("id", LINE, *OF_LINE)

Item = dict[str, Any]


@page("/receipts/new", needs=Permission.PURCHASING_WRITE, feature=Feature.PURCHASE_ORDERS)
async def show_new_receipt(page: Page) -> Reply:
    """Of which order, and then what came of it."""
    order_id = page.query.get("order")
    places = await places_of(page)
    if not order_id:
        wanted = {"ottimate_company_id": places.company_id, "status": "approved"}
        found = await listed(page, "/v1/purchase-orders", ("search",), "purchase_orders", **wanted)
        filters = filters_of(page, ("search",))
        return page.show("purchasing/receipts/choose.html", found=found, places=places, filters=filters)
    order = (await page.get(f"/v1/purchase-orders/{order_id}"))["purchase_order"]
    return page.show(
        "purchasing/receipts/new.html",
        order=order,
        currency=places.currency(order["ottimate_company_id"]),
        rows=_rows(page, order["items"], []),
    )


@action("/receipts/new", again=show_new_receipt)
async def enter_receipt(page: Page) -> Reply:
    """Lines that nothing came of are left out."""
    lines = [_new_line(page, row) for row in _filled(page)]
    body = {
        **sent_values(page, ("receipt_number", *TEXTS), AMOUNTS),
        "ottimate_po_id": page.query.get("order"),
        "items": lines,
    }
    called = await page.post(PATH, body)
    return page.go(f"/receipts/{called.data['id']}", said="receipt_entered")


@page("/receipts/{id:str}/edit", needs=Permission.PURCHASING_WRITE, feature=Feature.PURCHASE_ORDERS)
async def show_receipt_form(page: Page, id: str) -> Reply:
    """The receipt as it is, with what was typed where something was."""
    called = await page.ask(f"{PATH}/{id}")
    receipt = called.data["receipt"]
    order = (await page.get(f"/v1/purchase-orders/{receipt['ottimate_po_id']}"))["purchase_order"]
    places = await places_of(page)
    return page.show(
        "purchasing/receipts/edit.html",
        receipt=receipt,
        etag=page.seen(called.etag),
        currency=places.currency(receipt["ottimate_company_id"]),
        rows=_rows(page, order["items"], receipt["items"]),
    )


@action("/receipts/{id:str}/edit", again=show_receipt_form)
async def change_receipt(page: Page, id: str) -> Reply:
    """Only what was touched: the rest stays what it is by now."""
    body: dict[str, Any] = changed_values(page, TEXTS, AMOUNTS)
    if lines := [_line(page, row) for row in _filled(page)]:
        body["items"] = lines
    await page.patch(f"{PATH}/{id}", body, etag=page.form.etag)
    return page.go(f"/receipts/{id}", said="receipt_changed")


def _line(page: Page, row: Line) -> Item:
    if row.get("id"):
        return {"id": row["id"], **changed_line(page, row, TEXTS_OF_LINE, NUMBERS_OF_LINE)}
    return _new_line(page, row)


def _new_line(page: Page, row: Line) -> Item:
    return {LINE: row.get(LINE), **sent_line(page, row, TEXTS_OF_LINE, NUMBERS_OF_LINE)}


def _filled(page: Page) -> list[Line]:
    """Rows that say something new, in the order in which the API gets them."""
    return [
        row for row in typed_lines(page, FIELDS) if any(row.get(f) != row.get(WAS + f, "") for f in OF_LINE if f in row)
    ]


def _rows(page: Page, ordered: list[Item], received: list[Item]) -> list[Item]:
    """Every line of the order with each of the receipt's for it, or with none. `sent` is the place in what was sent."""
    rows: list[Item] = []
    for item in ordered:
        lines = [line for line in received if line[LINE] == item["id"]]
        rows += [{"ordered": item, "stored": line} for line in lines or [None]]
    sent = {_key(row): (n, row) for n, row in enumerate(_filled(page))}
    for row in rows:
        stored = row["stored"]
        n, typed = sent.get((stored["id"] if stored else "", row["ordered"]["id"]), (None, None))
        row["sent"] = n
        row["value"] = {f: _value(f, typed, stored) for f in OF_LINE}
    return rows


def _key(row: Line) -> tuple[str, str]:
    return row.get("id", ""), row.get(LINE, "")


def _value(name: str, typed: Line | None, stored: Item | None) -> Any:
    """What was touched, else what is stored by now."""
    if typed is not None and typed.get(name, "") != typed.get(WAS + name, ""):
        return typed[name]
    return stored[name] if stored else ""
