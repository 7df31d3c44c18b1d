"""People to choose from: to be asked, mentioned, named in a policy or as a stand-in."""

from payables.dashboard.web.page import Page


async def people(page: Page) -> list[tuple[str, str]]:
    """E-mail address and name of the active people whom this person sees, by name; nobody where the role does not tell who
    there is."""
    found = await page.find("/v1/users", {"kind": "person", "limit": 100})
    if not found:
        return []
    named = ((one["email"], f"{one['first_name']} {one['last_name']}") for one in found["results"] if one["active"])
    return [(email, name) for email, name in named if email]
