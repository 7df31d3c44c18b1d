"""Entering and changing a purchase order with its lines."""

from typing import Any

from payables.dashboard.pages.places import locations_of, places_of
from payables.dashboard.pages.purchasing.line_coding import (
    coded_columns,
    offered_codes,
    sent_coding,
    stored_coding,
    with_ids,
)
from payables.dashboard.pages.purchasing.orders import PATH
from payables.dashboard.pages.typed_values import (
    CODED,
    WAS,
    Line,
    changed_line,
    changed_values,
    sent_line,
    sent_values,
    typed_lines,
    with_blanks,
)
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission

TEXTS = ("erp_vendor_name", "date", "invoice_number_ref")
TEXTS_OF_NEW = ("po_number", "erp_vendor_id", *TEXTS)
AMOUNTS = ("total_amount", "tax", "freight", "miscellaneous_charges")
TEXTS_OF_LINE = ("name", "sku", "uom")
NUMBERS_OF_LINE = ("quantity", "price")
OF_LINE = (*TEXTS_OF_LINE, *NUMBERS_OF_LINE)


@page("/purchase-orders/new", needs=Permission.PURCHASING_WRITE, feature=Feature.PURCHASE_ORDERS)
async def show_new_order(page: Page) -> Reply:
    """An empty form, or what was typed into it."""
    places = await places_of(page)
    types = await coded_columns(page, places.company_id)
    fields = (*OF_LINE, *(f"{CODED}{type_}" for type_ in types))
    return page.show(
        "purchasing/orders/new.html",
        places=places,
        types=types,
        codes=await offered_codes(page, places.company_id, types),
        lines=with_blanks(page, [dict.fromkeys(fields, "") | row for row in typed_lines(page, OF_LINE)], fields),
    )


@action("/purchase-orders/new", again=show_new_order)
async def enter_order(page: Page) -> Reply:
    """Without an id of the ERP, so that it is new whatever its number."""
    if page.form.checked("more_lines"):
        return await show_new_order(page)
    location = page.form.number("ottimate_location_id")
    lines = [
        _new_line(page, row) for row in await with_ids(page, await _company(page, location), typed_lines(page, OF_LINE))
    ]
    body = {
        **sent_values(page, TEXTS_OF_NEW, AMOUNTS),
        "ottimate_location_id": location,
        "is_2_way": page.form.checked("is_2_way"),
        "items": lines,
    }
    called = await page.post(PATH, body)
    return page.go(f"/purchase-orders/{called.data['id']}", said="order_entered")


@page("/purchase-orders/{id:str}/edit", needs=Permission.PURCHASING_WRITE, feature=Feature.PURCHASE_ORDERS)
async def show_order_form(page: Page, id: str) -> Reply:
    """The order as it is, with what was typed where something was."""
    called = await page.ask(f"{PATH}/{id}")
    order = called.data["purchase_order"]
    places = await places_of(page)
    company = order["ottimate_company_id"]
    types = await coded_columns(page, company)
    fields = (*OF_LINE, *(f"{CODED}{type_}" for type_ in types))
    return page.show(
        "purchasing/orders/edit.html",
        order=order,
        etag=page.seen(called.etag),
        places=places,
        currency=places.currency(company),
        types=types,
        codes=await offered_codes(page, company, types),
        lines=with_blanks(page, _lines(page, order, types), fields),
    )


@action("/purchase-orders/{id:str}/edit", again=show_order_form)
async def change_order(page: Page, id: str) -> Reply:
    """Only what was touched: the rest stays what it is by now."""
    if page.form.checked("more_lines"):
        return await show_order_form(page, id=id)
    body: dict[str, Any] = changed_values(page, TEXTS, AMOUNTS)
    if page.form.checked("is_2_way") != page.form.checked(f"{WAS}is_2_way"):
        body["is_2_way"] = page.form.checked("is_2_way")
    company = (await page.get(f"{PATH}/{id}"))["purchase_order"]["ottimate_company_id"]
    if lines := _changed_lines(page, await with_ids(page, company, typed_lines(page, ("id", *OF_LINE)))):
        body["items"] = lines
    await page.patch(f"{PATH}/{id}", body, etag=page.form.etag)
    return page.go(f"/purchase-orders/{id}", said="order_changed")


async def _company(page: Page, location_id: int | None) -> int | None:
    """Of a location that the person sees."""
    found = (await locations_of(page)).get(location_id or 0)
    return found["ottimate_company_id"] if found else None


def _changed_lines(page: Page, rows: list[Line]) -> list[dict[str, Any]]:
    """All rows, since a refusal names them by their place: of one that is there what was touched, new ones whole."""
    lines = [
        {
            "id": row["id"],
            **changed_line(page, row, TEXTS_OF_LINE, NUMBERS_OF_LINE),
            **sent_coding(row, is_new=False),
        }
        if row.get("id")
        else _new_line(page, row)
        for row in rows
    ]
    return lines if any(set(line) != {"id"} for line in lines) else []


def _new_line(page: Page, row: Line) -> dict[str, Any]:
    return {**sent_line(page, row, TEXTS_OF_LINE, NUMBERS_OF_LINE), **sent_coding(row, is_new=True)}


def _lines(page: Page, order: dict[str, Any], types: list[str]) -> list[dict[str, Any]]:
    """Each with what is stored by now; a row that was typed into shows what was typed."""
    stored = {item["id"]: {**item, **stored_coding(item, types)} for item in order["items"]}
    fields = (*OF_LINE, *(f"{CODED}{type_}" for type_ in types))
    typed = typed_lines(page, ("id", *OF_LINE))
    if not typed:
        return [{**item, "stored": item} for item in stored.values()]
    return [_merged(row, stored.get(row.get("id", "")), fields) for row in typed]


def _merged(row: Line, stored: dict[str, Any] | None, fields: tuple[str, ...]) -> dict[str, Any]:
    """What nobody touched follows what is stored."""
    if stored is None:
        return {name: row.get(name, "") for name in fields}
    touched = {name: row[name] for name in fields if name in row and row[name] != row.get(WAS + name, "")}
    return {**stored, **touched, "stored": stored}
