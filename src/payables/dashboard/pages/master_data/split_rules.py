"""Split rules: how invoices of a vendor, or its lines of one item, are divided."""

import re
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
from payables.dashboard.pages.typed_values import number_in
from payables.dashboard.pages.vendors_named import vendor_named
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

PATH = "/v1/split-rules"
BLANK_PARTS = 2
MORE_PARTS = 6
MOST_PARTS = 100
_PART = re.compile(r"splits\[([0-9]{1,2})\]\.")


@page("/split-rules", needs=Permission.INVOICES_READ)
async def show_split_rules(page: Page) -> Reply:
    """The list; again after a refused step with one."""
    places = await places_of(page)
    return page.show(
        "master_data/splits/list.html",
        found=await listed(page, PATH, (), "results", ottimate_company_id=places.company_id),
        filters={},
        places=places,
        may_write=page.may(Permission.CODING_MANAGE),
    )


@page("/split-rules/new", needs=Permission.CODING_MANAGE)
async def show_new_split_rule(page: Page) -> Reply:
    """An empty form, or what was typed into it."""
    return await _form(page, {}, "/split-rules/new", [])


@action("/split-rules/new", again=show_new_split_rule)
async def enter_split_rule(page: Page) -> Reply:
    """Not in place of one for the same vendor and item: that one is changed on its own page."""
    if page.form.checked("more_lines"):
        return await show_new_split_rule(page)
    return await _put(page, "rule_entered")


@page("/split-rules/{id:str}/edit", needs=Permission.CODING_MANAGE)
async def show_split_rule_form(page: Page, id: str) -> Reply:
    """The rule as it is, with what was typed where something was."""
    called = await page.ask(f"{PATH}/{id}")
    parts = [_stored(part) for part in called.data["splits"]]
    return await _form(page, called.data, f"/split-rules/{id}/edit", parts, called.etag)


@action("/split-rules/{id:str}/edit", again=show_split_rule_form)
async def change_split_rule(page: Page, id: str) -> Reply:
    """Its parts; whom and what it is for makes another rule."""
    if page.form.checked("more_lines"):
        return await show_split_rule_form(page, id=id)
    return await _put(page, "rule_changed")


@action("/split-rules/{id:str}/delete", again=show_split_rules)
async def delete_split_rule(page: Page, id: str) -> Reply:
    """What was divided by it stays so until its content changes."""
    company = (await page.delete(f"{PATH}/{id}", etag=page.form.etag)).data["ottimate_company_id"]
    return page.go("/split-rules", said="split_rule_deleted", of=id, ottimate_company_id=company)


@action("/split-rules/{id:str}/restore", again=show_split_rules)
async def restore_split_rule(page: Page, id: str) -> Reply:
    """As it was when it was deleted."""
    company = (await page.post(f"{PATH}/{id}/restore")).data["ottimate_company_id"]
    return page.go("/split-rules", said="rule_entered", ottimate_company_id=company)


async def _put(page: Page, said: str) -> Reply:
    company = page.form.number("ottimate_company_id") or 0
    body = {
        "ottimate_company_id": company,
        "ottimate_vendor_id": await vendor_named(page, company, page.form.text("erp_vendor_id"), "ottimate_vendor_id"),
        "sku": page.form.optional("sku"),
        "item_name": page.form.optional("item_name"),
        "splits": await _parts(page, company),
    }
    await page.post(PATH, body, etag=page.form.etag, only_new=page.form.etag is None)
    return page.go("/split-rules", said=said, ottimate_company_id=company)


async def _parts(page: Page, company: int) -> list[dict[str, Any]]:
    sent = {f"splits[{place}].dimensions": f"splits[{n}]." for place, n in enumerate(_numbers(page))}
    coded = await sent_rows(page, company, sent)
    return [
        {
            "percent": number_in(page, page.form.text(f"{of}percent")),
            "memo": page.form.optional(f"{of}memo"),
            "dimensions": coded[path],
        }
        for path, of in sent.items()
    ]


def _numbers(page: Page) -> list[int]:
    """Parts of which anything is filled in. They are sent in their order, so that a refusal names them by their place."""
    filled = {
        int(found[1])
        for name in page.form.values
        if (found := _PART.match(name)) and page.form.text(name) and not name.endswith(".type")
    }
    return sorted(filled)[:MOST_PARTS]


def _typed(page: Page) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for n in _numbers(page):
        of = f"splits[{n}]."
        rows = typed_rows(page, of)
        parts.append({"percent": page.form.text(f"{of}percent"), "memo": page.form.text(f"{of}memo"), "rows": rows})
    return parts


def _stored(part: dict[str, Any]) -> dict[str, Any]:
    return {"percent": part["percent"], "memo": part["memo"], "rows": stored_rows(part["dimensions"])}


async def _form(
    page: Page, rule: dict[str, Any], of: str, stored: list[dict[str, Any]], etag: str | None = None
) -> Reply:
    places = await places_of(page, one_company=True)
    company = rule.get("ottimate_company_id") or places.company_id
    parts = _typed(page) or stored
    wants_more = page.form.checked("more_lines")
    blanks = MORE_PARTS if wants_more else BLANK_PARTS
    blank: dict[str, Any] = {"percent": "", "memo": "", "rows": []}
    return page.show(
        "master_data/splits/form.html",
        of=of,
        rule=rule,
        etag=page.seen(etag),
        company=company,
        places=places,
        offered=await offered(page, company),
        types=choices("dimensions.type", TYPES),
        focused=len(parts) if wants_more else None,
        parts=[{**part, "rows": with_blank_rows(part["rows"])} for part in [*parts, *[blank] * blanks]],
    )
