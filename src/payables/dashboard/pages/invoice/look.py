"""What the form of an invoice asks while it is open: is it still the same, what do its lines come to, and the page anew."""

from dataclasses import asdict
from typing import Any

from payables.dashboard.pages.invoice.lines import COLUMNS, shown_lines
from payables.dashboard.pages.invoice.show import show_invoice
from payables.dashboard.pages.invoice.sums import sums_of
from payables.dashboard.shown.names import name_of
from payables.dashboard.shown.typed import typed_number
from payables.dashboard.shown.values import money
from payables.dashboard.texts import text
from payables.dashboard.web.json_reply import json_reply
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission


@page("/invoices/{id:str}/version", needs=Permission.INVOICES_READ)
async def show_version(page: Page, id: str) -> Reply:
    """The version there is by now, and a sentence about who made it."""
    found = await page.get(f"/v1/invoices/{id}/version")
    user = found["last_modified_user"]
    who = name_of(user) if user else text("invoice.by_itself")
    return json_reply({"version": found["record_version"], "said": text("invoice.changed_by", who=who)})


@action("/invoices/{id:str}/look")
async def look_again(page: Page, id: str) -> Reply:
    """The page as the invoice is now, with what was typed in it. Nothing is saved."""
    return await show_invoice(page, id=id)


@action("/invoices/{id:str}/sums")
async def show_sums(page: Page, id: str) -> Reply:
    """What the lines come to with what is typed, and the amounts that follow from quantities and prices. Nothing is saved."""
    locale = page.locale
    invoice = await page.get(f"/v1/invoices/{id}")
    found = await sums_of(page, invoice, shown_lines(invoice, COLUMNS, page.form, locale))
    told: dict[str, Any] = {
        name: money(value, found.currency, locale)
        for name, value in asdict(found).items()
        if name in ("lines", "difference")
    }
    amounts = {key: typed_number(amount, locale, found.currency) for key, amount in found.amounts.items()}
    return json_reply({**told, "adds_up": found.adds_up, "amounts": amounts})
