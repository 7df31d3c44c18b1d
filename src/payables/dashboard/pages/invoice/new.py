"""An invoice that is typed in: no file is read, and everything about it is entered by hand."""

from typing import Any

from babel import Locale

from payables.dashboard.pages.by_index import called_by_index, sentences_by_index
from payables.dashboard.pages.invoice.changed import value_of
from payables.dashboard.pages.invoice.choose_vendor import vendor_of
from payables.dashboard.pages.invoice.fields import CODED, CUSTOM, FIELDS, VENDOR, FormField, coded_fields
from payables.dashboard.pages.invoice.line_changes import line_changes
from payables.dashboard.pages.invoice.lines import Column, ShownLine, line_keys, new_line
from payables.dashboard.pages.invoice.merged import Merged
from payables.dashboard.pages.invoice.named_codes import with_codes
from payables.dashboard.pages.invoice.reads import columns_for, custom_fields_of, types_of
from payables.dashboard.pages.invoice.shown_fields import ShownField
from payables.dashboard.pages.places import Places, places_of
from payables.dashboard.pages.vendors_named import vendors_like
from payables.dashboard.texts import text
from payables.dashboard.web.forms import Form
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission

PLACE = "ottimate_location_id"
LINES, MOST_LINES = 5, 100
EMPTY: dict[str, Any] = {"items": [], "dimensions": {}, "custom_fields": None, "currency": None}


@page("/invoices/new", needs=Permission.INVOICES_EDIT)
async def show_new(page: Page) -> Reply:
    """`?ottimate_location_id=` says where it belongs; asked first where there are several. `?rows=20`: with so many lines."""
    places = await places_of(page)
    place = _place(page, places)
    if place is None:
        return page.show("invoice/place.html", places=places.offered)
    types = await types_of(page, place["ottimate_company_id"])
    fields = {field.name: _empty(page, field) for field in await _fields(page, place, types)}
    lines, rows = _lines(page, await columns_for(page, place["ottimate_company_id"], types))
    sent = {
        line.key: text("invoice.new_line", number=line.number) for line in lines if any(c.value for c in line.cells)
    }
    return page.show(
        "invoice/new.html",
        invoice={"ottimate_company_id": place["ottimate_company_id"]},
        place=place,
        places=places.offered,
        fields={name: one for name, one in fields.items() if not name.startswith((CODED, CUSTOM))},
        coded={name: one for name, one in fields.items() if name.startswith(CODED)},
        custom={name: one for name, one in fields.items() if name.startswith(CUSTOM)},
        vendor=_empty(page, VENDOR),
        vendors=await _vendors(page, place),
        lines=lines,
        called=called_by_index(page, "items", sent),
        faults=sentences_by_index(page, "items", list(sent)),
        rows=rows,
        may_edit=True,
        may_create_vendor=False,
    )


@action("/invoices/new/save", again=show_new)
async def enter_invoice(page: Page) -> Reply:
    """To the invoice."""
    locale = page.locale
    place = _place(page, await places_of(page))
    if place is None:
        raise InvalidFields([FieldError(PLACE, text("fields.place"), "required")])
    company = place["ottimate_company_id"]
    types = await types_of(page, company)
    form = await with_codes(page, company, types)
    body = _body(form, await _fields(page, place, types), locale)
    vendor = await vendor_of(page, company)
    lines = line_changes(form, EMPTY, await columns_for(page, company, types), locale)
    entered = await page.post(
        "/v1/invoices",
        {**body, PLACE: place["id"], "ottimate_vendor_id": vendor, "items": [_line(one) for one in lines.body]},
    )
    return page.go(f"/invoices/{entered.data['id']}", said="entered")


def _place(page: Page, places: Places) -> dict[str, Any] | None:
    """The chosen one; the only one there is."""
    wanted = page.form.text(PLACE) or page.query.get(PLACE, "")
    found = next((one for one in places.locations.values() if str(one["id"]) == wanted), None)
    return found or (places.offered[0] if len(places.offered) == 1 else None)


async def _fields(page: Page, place: dict[str, Any], types: list[str]) -> list[FormField]:
    own = [field for field in FIELDS if field.name != PLACE]
    return [*own, *coded_fields(types), *await custom_fields_of(page, place["ottimate_company_id"])]


def _empty(page: Page, field: FormField) -> ShownField:
    return ShownField(field, Merged(page.form.text(field.name), ""))


def _lines(page: Page, columns: list[Column]) -> tuple[list[ShownLine], int]:
    rows = max(LINES, page.number("rows", 999) or 0, len(line_keys(page.form)))
    return [new_line(f"new{n}", columns, page.form, n) for n in range(1, min(rows, MOST_LINES) + 1)], rows


async def _vendors(page: Page, place: dict[str, Any]) -> list[tuple[int, str]]:
    """To choose from where what was typed names several."""
    if not page.fault(VENDOR.name):
        return []
    found = await vendors_like(page, place["ottimate_company_id"], page.form.text(VENDOR.name))
    return [(one["id"], f"{one['erp_vendor_name'] or ''} ({one['erp_vendor_id'] or '–'})") for one in found]


def _body(form: Form, fields: list[FormField], locale: Locale) -> dict[str, Any]:
    """Only what was typed. Raises InvalidFields."""
    body: dict[str, Any] = {}
    faults: list[FieldError] = []
    for field in fields:
        try:
            value = value_of(form.text(field.name), field, locale)
        except BadValueError as error:
            faults.append(FieldError(field.name, error.sentence, error.code))
            continue
        if value is not None:
            _put(body, field.name, value)
    if faults:
        raise InvalidFields(faults)
    return body


def _put(body: dict[str, Any], name: str, value: Any) -> None:
    group, dot, key = name.partition(".")
    if dot:
        body.setdefault(group, {})[key] = value
    else:
        body[name] = value


def _line(changed: dict[str, Any]) -> dict[str, Any]:
    """A new line has no value to take away."""
    return {name: value for name, value in changed.items() if value is not None}
