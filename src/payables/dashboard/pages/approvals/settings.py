"""When people are reminded that it is their turn, and who may decide when it takes too long."""

from typing import Any

from payables.dashboard.pages.approvals.chosen_people import faults_of_people, with_ticked
from payables.dashboard.pages.people import approvers
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

API = "/v1/approval-settings"
HOURS = ("remind_after_hours", "remind_every_hours", "escalate_after_hours")


@page("/approval-settings", needs=Permission.APPROVAL_POLICIES_MANAGE)
async def show_approval_settings(page: Page) -> Reply:
    """As they are, with what was typed where it was refused."""
    called = await page.ask(API)
    settings = called.data
    offered = await approvers(page)
    stored = [one["email"] or str(one["id"]) for one in settings["escalate_to"]]
    listed = {address for address, _ in offered}
    chosen = page.form.all("escalate_to") if page.refusal else [one for one in stored if one in listed]
    others = [address for address in stored if address not in listed]
    return page.show(
        "approval_settings/edit.html",
        settings=settings,
        etag=page.seen(called.etag),
        people=with_ticked(offered, chosen),
        chosen=chosen,
        others="\n".join(others),
        faults=faults_of_people(page, "escalate_to", _named(page)),
        may_change=page.may(Permission.APPROVAL_POLICIES_MANAGE),
    )


@action("/approval-settings", again=show_approval_settings)
async def change_approval_settings(page: Page) -> Reply:
    """An empty field switches it off."""
    form = page.form
    body: dict[str, Any] = {name: form.number_or_text(name) for name in HOURS}
    await page.patch(API, {**body, "escalate_to": _named(page)}, etag=form.etag)
    return page.go("/approval-settings", said="approval_settings_changed")


def _named(page: Page) -> list[str]:
    """Addresses or ids, in the order in which they are sent."""
    others = [line.split()[0] for line in page.form.text("others").splitlines() if line.strip()]
    return [*page.form.all("escalate_to"), *others]
