"""Changing accounts with an org file: first its plan, then exactly that."""

from typing import Any

from payables.access.errors import TooManyAttempts, WrongOwnPassword
from payables.dashboard.pages.operator.accounts import show_account
from payables.dashboard.pages.operator.proof import prove_operator
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.kit.errors import Refusal
from payables.platform.db import Actor


@page("/operator/org-file", operator=True, alone=True)
async def show_org_file(page: Page) -> Reply:
    """Empty, with the account of the address, or with what was typed and refused: if only the password was, with its plan."""
    text = page.form.raw("text")
    if isinstance(page.refusal, WrongOwnPassword | TooManyAttempts):
        return await plan_file(page)
    if not text and (key := page.query.get("account")):
        text = (await page.state.operating.account(key.replace("\0", ""))).text
    return _shown(page, text=text)


@action("/operator/org-file", again=show_org_file, operator=True, alone=True)
async def plan_file(page: Page) -> Reply:
    """What the file would do; nothing is changed."""
    text, deactivate_missing = page.form.raw("text"), page.form.checked("deactivate_missing")
    planned = await page.state.operating.plan(text, deactivate_missing=deactivate_missing)
    return _shown(page, text=text, planned=planned, deactivate_missing=deactivate_missing)


@action("/operator/accounts/{key:str}/edit/{what:str}", again=show_account, operator=True, alone=True)
async def plan_edit(page: Page, key: str, what: str) -> Reply:
    """A change that was typed into a form of the account's page, as a change of its org file; nothing is changed yet."""
    operating = page.state.operating
    text, without = await operating.edited(key.replace("\0", ""), what, page.form.typed)
    try:
        planned = await operating.plan(text, deactivate_missing=without)
    except Refusal as refusal:
        page.refusal, planned = refusal, None
    return _shown(page, text=text, planned=planned, deactivate_missing=without)


@action("/operator/org-file/apply", again=show_org_file, operator=True, alone=True)
async def apply_file(page: Page) -> Reply:
    """What was shown, and nothing else. Credentials that are issued are told on this page only."""
    assert page.session
    await prove_operator(page)
    actor = Actor(None, f"operator {page.session.email}", page.exchange.request_id)
    applied = await page.state.operating.apply(
        page.form.raw("text"),
        deactivate_missing=page.form.checked("deactivate_missing"),
        digest=page.form["digest"],
        actor=actor,
    )
    return page.show("operator/applied.html", applied=applied)


def _shown(page: Page, **values: Any) -> Reply:
    shown: dict[str, Any] = {"planned": None, "deactivate_missing": False, **values}
    return page.show("operator/org_file.html", **shown)
