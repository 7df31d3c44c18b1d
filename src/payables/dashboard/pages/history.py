"""The audit log: who changed what and when, and the signed head that proves that nothing was taken out."""

import json
from typing import Any

from payables.dashboard.pages.lists import filters_of, listed
from payables.dashboard.pages.people import names_of_users
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission

FILTERS = ("subject_type", "subject_id", "action", "actor", "date_from", "date_to")
# Subjects that never go, and have a page of their own: who may see it.
PAGES = {
    "invoice": ("/invoices/{}", Permission.INVOICES_READ),
    "vendor": ("/vendors/{}", Permission.VENDORS_READ),
    "export_job": ("/exports/{}", Permission.INVOICES_EXPORT),
}


@page("/history", needs=Permission.AUDIT_READ)
async def show_history(page: Page) -> Reply:
    """Newest first, with the filters of the address."""
    found = await listed(page, "/v1/audit-log", FILTERS, "results")
    return page.show(
        "history/list.html",
        found=found,
        entries=[{**entry, "path": path_of(page, entry), "changes": changes_of(entry)} for entry in found["results"]],
        filters=filters_of(page, FILTERS),
        people=await names_of_users(page),
    )


@page("/history/head", needs=Permission.AUDIT_READ)
async def show_head(page: Page) -> Reply:
    """To be kept elsewhere, by somebody who does not run the installation."""
    head = await page.get("/v1/audit-log/head")
    line = json.dumps({name: head[name] for name in ("head", "public_key", "signature")}, separators=(",", ":"))
    return page.show("history/head.html", head=head, line=line)


def path_of(page: Page, entry: dict[str, Any]) -> str | None:
    """The page of what was changed, if it has one that this person may see."""
    path, permission = PAGES.get(entry["subject_type"], (None, None))
    return path.format(entry["subject_id"]) if path and page.may(permission) else None


def changes_of(entry: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """Each field with what it was and what it is; None where nothing is said of it."""
    before, after = entry["before"] or {}, entry["after"] or {}
    return [(name, _said(before, name), _said(after, name)) for name in {**before, **after}]


def _said(values: dict[str, Any], name: str) -> str | None:
    if name not in values:
        return None
    value = values[name]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
