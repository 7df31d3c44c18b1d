"""People to choose from: to be asked, mentioned, named in a policy or as a stand-in."""

from payables.dashboard.web.json_reply import json_reply
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission

MOST = 8  # are offered while somebody types


async def people(page: Page, search: str | None = None) -> list[tuple[str, str]]:
    """E-mail address and name of the active people whom this person sees, by name; nobody where the role does not tell who
    there is. `search`: a part of either."""
    found = await page.find("/v1/users", {"kind": "person", "search": search, "limit": 100})
    if not found:
        return []
    named = ((one["email"], f"{one['first_name']} {one['last_name']}") for one in found["results"] if one["active"])
    return [(email, name) for email, name in named if email]


@page("/find/people", needs=Permission.INVOICES_EDIT)
async def find_people(page: Page) -> Reply:
    """`?q=`: a part of a name or an address; each with `value` and `hint` (the address) and `text` (the name)."""
    wanted = page.query.get("q", "").replace("\0", "").strip()[:200]
    found = await people(page, wanted) if wanted else []
    return json_reply([{"value": email, "text": name, "hint": email} for email, name in found[:MOST]])
