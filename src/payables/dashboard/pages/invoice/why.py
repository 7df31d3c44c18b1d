"""Why an invoice is as it is: what it waits for, its vendor, its coding, its duplicates, its orders; with the evidence."""

from dataclasses import dataclass
from typing import Any

from payables.dashboard.pages.invoice.going import back_to
from payables.dashboard.pages.invoice.show import show_invoice
from payables.dashboard.shown.typed import whole_number
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

NO_MATCH = ("no_order", "matched")
TAKEN = "take"  # boxes whose values are 71.ACCOUNT


@dataclass(frozen=True, slots=True)
class Coded:
    """Lines that have one dimension for one reason. `lines` counts from 1; empty for the invoice itself."""

    type: str
    dimension: dict[str, Any]
    origin: dict[str, Any]
    lines: list[int]


@page("/invoices/{id:str}/why", needs=Permission.INVOICES_READ)
async def show_why(page: Page, id: str) -> Reply:
    """All of it on one page, which scripts show beside the invoice."""
    answer = await page.ask(f"/v1/invoices/{id}", {"expand": "extraction"})
    invoice = answer.data
    paper = invoice["extraction"] or {}
    return page.show(
        "invoice/why.html",
        invoice=invoice,
        etag=answer.etag,
        straight=paper.get("straight_through"),
        findings=[finding for finding in paper.get("validation", []) if finding["severity"] != "info"],
        vendor_match=paper.get("vendor_match"),
        coded=coded_for(invoice),
        suggestions=await page.find(f"/v1/invoices/{id}/coding-suggestions"),
        duplicates=await page.get(f"/v1/invoices/{id}/duplicates"),
        match=await page.find(f"/v1/invoices/{id}/match"),
        numbers={item["id"]: number for number, item in enumerate(invoice["items"], 1)},
        may_edit=(await page.get(f"/v1/invoices/{id}/approval"))["yours"]["edit"]["may"],
    )


@action("/invoices/{id:str}/suggestions", again=show_invoice)
async def take_suggestions(page: Page, id: str) -> Reply:
    """Those that are ticked."""
    wanted: dict[int, list[str]] = {}
    for text in page.form.all(TAKEN):
        line, _, type_ = text.partition(".")
        if (number := whole_number(line)) is not None:
            wanted.setdefault(number, []).append(type_)
    items = [{"id": line, "types": types} for line, types in wanted.items()]
    await page.post(f"/v1/invoices/{id}/coding-suggestions/accept", {"items": items}, etag=page.form.etag)
    return back_to(page, id, said="suggestions_taken")


def coded_for(invoice: dict[str, Any]) -> list[Coded]:
    """The invoice's own first; lines that are coded alike for the same reason together."""
    header = [
        Coded(type_, dimension, origin, [])
        for type_, dimension in invoice["dimensions"].items()
        if (origin := invoice["coding"].get(type_))
    ]
    groups: dict[tuple[str, str, str], Coded] = {}
    for number, item in enumerate(invoice["items"], 1):
        for type_, dimension in item["dimensions"].items():
            if origin := item["coding"].get(type_):
                key = (type_, dimension["id"], origin["reason"])
                groups.setdefault(key, Coded(type_, dimension, origin, [])).lines.append(number)
    return header + list(groups.values())
