"""Dimensions: what invoices are coded with, by category; entering and changing one."""

from typing import Any

from payables.dashboard.pages.lists import choices, filters_of, listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.pages.typed_values import changed_values, sent_values
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dimensions.model import DimensionType
from payables.kit.errors import Refusal
from payables.platform.caller import Permission

PATH = "/v1/dimensions"
FILTERS = ("search", "ottimate_type")
FIELDS = ("erp_type", "name", "code", "erp_dimension_id")
TYPES = tuple(type_.value for type_ in DimensionType)


class RowRefused(Refusal):
    """The dimension was not changed: {error}."""

    status = 400
    code = "row_refused"


@page("/dimensions", needs=Permission.DIMENSIONS_READ)
async def show_dimensions(page: Page) -> Reply:
    """The list with the filters of its address, and how many a company has of each category."""
    places = await places_of(page, one_company=True)
    asked = {"ottimate_company_id": places.company_id}
    return page.show(
        "master_data/dimensions/list.html",
        found=await listed(page, PATH, FILTERS, "dimensions", **asked),
        filters=filters_of(page, FILTERS),
        types=await page.find(f"{PATH}/types", asked) if places.company_id else None,
        places=places,
        may_write=page.may(Permission.DIMENSIONS_WRITE),
    )


@page("/dimensions/new", needs=Permission.DIMENSIONS_WRITE)
async def show_new_dimension(page: Page) -> Reply:
    """An empty form, or what was typed into it."""
    places = await places_of(page, one_company=True)
    return page.show("master_data/dimensions/new.html", places=places, types=choices("dimensions.type", TYPES))


@action("/dimensions/new", again=show_new_dimension)
async def enter_dimension(page: Page) -> Reply:
    """Without a reference of its own it gets one from category and id."""
    company = page.form.text("ottimate_company_id")
    values = sent_values(page, ("ottimate_type", *FIELDS))
    category, erp_id = values.get("ottimate_type") or "", values.get("erp_dimension_id") or ""
    body = {
        **values,
        "code": values.get("code") or erp_id,
        "erp_type": values.get("erp_type") or category,
        "reference_id": page.form.optional("reference_id") or f"{category}-{erp_id}",
        "ottimate_company_id": page.form.number("ottimate_company_id") or 0,
    }
    await page.post(PATH, body)
    return page.go("/dimensions", said="dimension_entered", ottimate_company_id=company, ottimate_type=category)


@page("/dimensions/{id:str}/edit", needs=Permission.DIMENSIONS_WRITE)
async def show_dimension_form(page: Page, id: str) -> Reply:
    """The dimension as it is, with what was typed where something was."""
    found = (await page.get(f"{PATH}/{id}"))["dimension"]
    return page.show("master_data/dimensions/edit.html", dimension=found)


@action("/dimensions/{id:str}/edit", again=show_dimension_form)
async def change_dimension(page: Page, id: str) -> Reply:
    """Only what was touched, by the way in which the ERP changes it."""
    found = (await page.get(f"{PATH}/{id}"))["dimension"]
    company = found["ottimate_company_id"]
    if changed := changed_values(page, FIELDS):
        row: dict[str, Any] = {"reference_id": found["reference_id"], **changed}
        called = await page.post(f"{PATH}/bulk", {"ottimate_company_id": company, "dimensions": [row]})
        if called.data["errors"]:
            raise RowRefused(error=called.data["errors"][0]["error"].rstrip("."))
    category = found["ottimate_type"]
    return page.go("/dimensions", said="dimension_changed", ottimate_company_id=company, ottimate_type=category)
