"""What is done with policies: made, changed, tried, taken out of force, brought back."""

from typing import Any

from payables.dashboard.pages.approvals.policies.choices import API
from payables.dashboard.pages.approvals.policies.draft import body_of
from payables.dashboard.pages.approvals.policies.show import (
    asks_policies,
    editor,
    show_new_policy,
    show_policy,
    show_versions,
)
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action


@action("/policies/new", again=show_new_policy)
async def create_policy(page: Page) -> Reply:
    """In force at once, for what begins to wait from now on."""
    made = await page.post(API, _body(page))
    return page.go(f"/policies/{made.data['id']}", said=_said(page, "policy_made"))


@action("/policies/{id:str}", again=show_policy)
async def change_policy(page: Page, id: str) -> Reply:
    """A new version, unless somebody else has made one since."""
    await page.patch(f"{API}/{id}", _body(page), etag=page.form.etag)
    return page.go(f"/policies/{id}", said=_said(page, "policy_changed"))


@action("/policies/new/try", again=show_new_policy)
async def try_new_policy(page: Page) -> Reply:
    return await editor(page, None, await _tried(page, {"policy": _body(page)}))


@action("/policies/{id:str}/try", again=show_policy)
async def try_policy(page: Page, id: str) -> Reply:
    """What stands in the form, in the place of what is stored."""
    tried = await _tried(page, {"policy": _body(page), "policy_id": id})
    return await editor(page, await page.get(f"{API}/{id}"), tried)


@action("/policies/{id:str}/retire", again=show_policy)
async def retire_policy(page: Page, id: str) -> Reply:
    """It asks nobody any more; a version of it can be brought back."""
    await page.delete(f"{API}/{id}", etag=page.form.etag)
    return page.go(f"/policies/{id}", said="policy_retired")


@action("/policies/{id:str}/versions/restore", again=show_versions)
async def restore_policy(page: Page, id: str) -> Reply:
    """As the newest version, judged like a new policy."""
    number = page.form.number("number") or 0
    await page.post(f"{API}/{id}/versions/{number}/restore", etag=page.form.etag)
    return page.go(f"/policies/{id}", said=_said(page, "policy_restored"))


def _said(page: Page, done: str) -> str:
    """Nothing is in force in an account that asks no policies."""
    return done if asks_policies(page) else "policy_kept"


async def _tried(page: Page, body: dict[str, Any]) -> dict[str, Any]:
    """Nothing is changed by it."""
    form = page.form
    within = {
        "date_from": form.optional("tried_from"),
        "date_to": form.optional("tried_to"),
        "limit": form.number("tried_most"),
    }
    sent = {**body, **{name: value for name, value in within.items() if value is not None}}
    return await page.tried(f"{API}/dry-run", {**sent, "ottimate_company_id": page.company_id})


def _body(page: Page) -> dict[str, Any]:
    return body_of(page.form, page.locale)
