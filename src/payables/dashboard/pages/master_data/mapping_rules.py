"""Mapping rules: what is coded how, without a person."""

from typing import Any

from payables.dashboard.pages.lists import choices, listed
from payables.dashboard.pages.master_data.coding_rows import (
    offered,
    sent_rows,
    stored_rows,
    typed_rows,
    with_blank_rows,
)
from payables.dashboard.pages.master_data.dimensions import TYPES
from payables.dashboard.pages.places import places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

PATH = "/v1/mapping-rules"
TEXTS = ("sku", "item_name", "keyword")
PLACES = ("both", "lines", "header")


@page("/mapping-rules", needs=Permission.INVOICES_READ)
async def show_mapping_rules(page: Page) -> Reply:
    """The list; again after a refused step with one."""
    places = await places_of(page)
    return page.show(
        "master_data/rules/list.html",
        found=await listed(page, PATH, (), "results", ottimate_company_id=places.company_id),
        filters={},
        places=places,
        may_write=page.may(Permission.CODING_MANAGE),
    )


@page("/mapping-rules/new", needs=Permission.CODING_MANAGE)
async def show_new_mapping_rule(page: Page) -> Reply:
    """An empty form, or what was typed into it."""
    return await _form(page, {}, "/mapping-rules/new", stored_rows({}))


@action("/mapping-rules/new", again=show_new_mapping_rule)
async def enter_mapping_rule(page: Page) -> Reply:
    """What is entered from now on is coded by it."""
    company = page.form.number("ottimate_company_id") or 0
    await page.post(PATH, {**await _body(page, company), "ottimate_company_id": company})
    return page.go("/mapping-rules", said="rule_entered", ottimate_company_id=company)


@page("/mapping-rules/{id:str}/edit", needs=Permission.CODING_MANAGE)
async def show_mapping_rule_form(page: Page, id: str) -> Reply:
    """The rule as it is, with what was typed where something was."""
    called = await page.ask(f"{PATH}/{id}")
    rows = stored_rows(called.data["dimensions"])
    return await _form(page, called.data, f"/mapping-rules/{id}/edit", rows, called.etag)


@action("/mapping-rules/{id:str}/edit", again=show_mapping_rule_form)
async def change_mapping_rule(page: Page, id: str) -> Reply:
    """What was coded by it before stays as it is."""
    company = page.form.number("ottimate_company_id") or 0
    await page.patch(f"{PATH}/{id}", await _body(page, company), etag=page.form.etag)
    return page.go("/mapping-rules", said="rule_changed", ottimate_company_id=company)


@action("/mapping-rules/{id:str}/delete", again=show_mapping_rules)
async def delete_mapping_rule(page: Page, id: str) -> Reply:
    """What was coded by it stays as it is."""
    company = (await page.delete(f"{PATH}/{id}", etag=page.form.etag)).data["ottimate_company_id"]
    return page.go("/mapping-rules", said="mapping_rule_deleted", of=id, ottimate_company_id=company)


@action("/mapping-rules/{id:str}/restore", again=show_mapping_rules)
async def restore_mapping_rule(page: Page, id: str) -> Reply:
    """As it was when it was deleted."""
    company = (await page.post(f"{PATH}/{id}/restore")).data["ottimate_company_id"]
    return page.go("/mapping-rules", said="rule_entered", ottimate_company_id=company)


async def _body(page: Page, company: int) -> dict[str, Any]:
    """What is empty asks for nothing."""
    return {
        "erp_vendor_id": page.form.optional("erp_vendor_id"),
        "ottimate_location_id": page.form.number("ottimate_location_id"),
        **{name: page.form.optional(name) for name in TEXTS},
        **({"applies_to": page.form.text("applies_to")} if page.form.text("applies_to") else {}),
        "dimensions": (await sent_rows(page, company, {"dimensions": ""}))["dimensions"],
    }


async def _form(
    page: Page, rule: dict[str, Any], of: str, rows: list[dict[str, str]], etag: str | None = None
) -> Reply:
    places = await places_of(page, one_company=True)
    company = rule.get("ottimate_company_id") or page.form.number("ottimate_company_id") or places.company_id
    typed = typed_rows(page)
    return page.show(
        "master_data/rules/form.html",
        of=of,
        rule=rule,
        etag=page.seen(etag),
        company=company,
        places=places,
        locations=[(one["id"], one["name"]) for one in places.of_company(company)] if company else [],
        offered=await offered(page, company),
        types=choices("dimensions.type", TYPES),
        applies=choices("rules.applies", PLACES),
        rows=with_blank_rows(typed or rows),
    )
