"""How a company codes: what is required, and what learned suggestions may do."""

from typing import Any

from payables.dashboard.pages.lists import choices
from payables.dashboard.pages.master_data.dimensions import TYPES
from payables.dashboard.pages.places import places_of
from payables.dashboard.pages.typed_values import number_in
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

PATH = "/v1/coding-settings"
REQUIRED = ("required_header_dimensions", "required_line_dimensions")
SWITCHES = ("learned_coding", "learned_coding_applies")


@page("/coding-settings", needs=Permission.INVOICES_READ)
async def show_coding_settings(page: Page) -> Reply:
    """Of the company in the address, else of the one chosen in the top bar, else of the first."""
    places = await places_of(page, one_company=True)
    called = await page.ask(PATH, {"ottimate_company_id": places.company_id})
    return page.show(
        "master_data/rules/settings.html",
        places=places,
        settings=called.data,
        etag=page.seen(called.etag),
        types=choices("dimensions.type", TYPES),
        may_write=page.may(Permission.CODING_MANAGE),
    )


@action("/coding-settings", again=show_coding_settings)
async def change_coding_settings(page: Page) -> Reply:
    """Open invoices are looked at again."""
    company = page.form.text("company")
    body: dict[str, Any] = {name: [type_.upper() for type_ in page.form.all(name) if type_] for name in REQUIRED}
    body |= {name: page.form.checked(name) for name in SWITCHES}
    body["threshold"] = number_in(page, page.form.text("threshold"))
    await page.patch(PATH, body, etag=page.form.etag, ottimate_company_id=company)
    return page.go("/coding-settings", said="coding_settings_changed", ottimate_company_id=company)
