"""Who decides for whom while somebody is away, and who is away without anybody."""

from typing import Any

from payables.dashboard.pages.lists import listed
from payables.dashboard.pages.people import approvers, people
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

API = "/v1/stand-ins"


@page("/stand-ins", needs=Permission.INVOICES_READ)
async def show_stand_ins(page: Page) -> Reply:
    """Of people whom this person sees, ended ones too; and the form for a new one."""
    return page.show(
        "stand_ins/list.html",
        found=await listed(page, API, ()),
        people=await people(page),
        approvers=await approvers(page),
        for_others=page.may(Permission.USERS_MANAGE),
        own=page.session.person if page.session else None,
    )


@action("/stand-ins", again=show_stand_ins)
async def set_stand_in(page: Page) -> Reply:
    """Without somebody who stands in the person is only out of office."""
    form = page.form
    body: dict[str, Any] = {
        "user": _person(form.text("user")),
        "stand_in": _person(form.text("stand_in")),
        "out_of_office": not form.text("stand_in"),
        "start_date": form.optional("start_date"),
        "end_date": form.optional("end_date"),
        "note": form.optional("note"),
    }
    await page.post(API, {name: value for name, value in body.items() if value is not None})
    return page.go("/stand-ins", said="stand_in_set" if body["stand_in"] else "absence_set")


@action("/stand-ins/end", again=show_stand_ins)
async def end_stand_in(page: Page) -> Reply:
    """At once."""
    await page.delete(f"{API}/{page.form.part('stand_in_id')}")
    return page.go("/stand-ins", said="stand_in_ended")


def _person(address: str) -> dict[str, str] | None:
    return {"email": address} if address else None
