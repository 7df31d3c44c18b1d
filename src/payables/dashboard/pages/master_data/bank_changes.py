"""Bank details that wait for a second person, of all vendors, and the steps that are taken with them."""

from payables.dashboard.pages.lists import choices, filters_of, listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

PATH = "/v1/bank-changes"
STATUSES = ("open", "confirmed", "declined", "withdrawn", "replaced", "synced", "first")
FILTERS = ("status",)
HOLD = "/bank-changes/settings"


@page("/bank-changes", needs=Permission.VENDORS_READ)
async def show_bank_changes(page: Page) -> Reply:
    """What waits; the address may ask for what became of others. Also shown again after a refused step with one."""
    places = await places_of(page)
    status = page.query.get("status", "open")
    wanted = None if status == "all" else status
    hold, etag = await _hold(page, places.company_id)
    return page.show(
        "master_data/bank_changes/list.html",
        found=await listed(page, PATH, (), "results", ottimate_company_id=places.company_id, status=wanted),
        filters=filters_of(page, FILTERS),
        chosen=status,
        statuses=choices("bank_changes.status", STATUSES),
        places=places,
        me=page.caller and page.caller.user_id,
        may_write=page.may(Permission.VENDORS_WRITE),
        may_confirm=page.may(Permission.VENDORS_CONFIRM_BANK),
        hold=hold,
        etag=etag,
        may_set=page.may(Permission.USERS_MANAGE),
    )


@action("/bank-changes/{id:str}/confirm", again=show_bank_changes)
async def confirm_bank_change(page: Page, id: str) -> Reply:
    """By a second person: in force at once."""
    return await _settle(page, id, "confirm", {"comment": page.form.optional("reason")}, "bank_details_confirmed")


@action("/bank-changes/{id:str}/decline", again=show_bank_changes)
async def decline_bank_change(page: Page, id: str) -> Reply:
    """What is in force stays."""
    return await _settle(page, id, "decline", {"reason": page.form.text("reason")}, "bank_details_declined")


@action("/bank-changes/{id:str}/withdraw", again=show_bank_changes)
async def withdraw_bank_change(page: Page, id: str) -> Reply:
    """By who asked."""
    return await _settle(page, id, "withdraw", {"reason": page.form.optional("reason")}, "bank_details_withdrawn")


@action(HOLD, again=show_bank_changes)
async def set_hold(page: Page) -> Reply:
    """How long a company waits after a confirmation."""
    body = {"bank_hold_hours": page.form.number_or_text("bank_hold_hours")}
    company = page.form.text("company")
    await page.patch("/v1/vendor-settings", body, etag=page.form.etag, ottimate_company_id=company)
    return page.go("/bank-changes", said="bank_hold_set", ottimate_company_id=company)


async def _settle(page: Page, id: str, step: str, body: dict[str, str | None], said: str) -> Reply:
    """Back to the vendor."""
    called = await page.post(f"{PATH}/{id}/{step}", body)
    return page.go(f"/vendors/{called.data['bank_change']['ottimate_vendor_id']}", said=said)


async def _hold(page: Page, company_id: int | None) -> tuple[int | None, str | None]:
    """The hours, and the version of the settings for their form."""
    if company_id is None or not page.may(Permission.VENDORS_READ):
        return None, None
    called = await page.ask("/v1/vendor-settings", {"ottimate_company_id": company_id})
    return called.data["bank_hold_hours"], page.seen(called.etag, HOLD)
