"""The list of policies, one policy in its form, and its versions."""

from typing import Any

from payables.dashboard.pages.approvals.chosen_people import faults_of_people, with_ticked
from payables.dashboard.pages.approvals.policies.choices import API, choices, only_currency, places, policy_names
from payables.dashboard.pages.approvals.policies.draft import NEW, draft_of, named_people, typed_draft
from payables.dashboard.pages.lists import listed
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Feature, Permission

ASKING = "advanced"  # the one way of approving that asks policies
MANAGE, FEATURE = Permission.APPROVAL_POLICIES_MANAGE, Feature.APPROVALS


@page("/policies", needs=MANAGE, feature=FEATURE)
async def show_policies(page: Page) -> Reply:
    """Those in force, or with `?active=false` those that are not any more."""
    active = "false" if page.query.get("active") == "false" else "true"
    found = await listed(page, API, (), active=active, ottimate_company_id=page.company_id)
    return page.show(
        "policies/list.html",
        found=found,
        active=active,
        place_names=dict(await places(page)),
        policy_names=await policy_names(page),
    )


@page("/policies/new", needs=MANAGE, feature=FEATURE)
async def show_new_policy(page: Page) -> Reply:
    """An empty form."""
    return await editor(page, None)


@page("/policies/{id:str}", needs=MANAGE, feature=FEATURE)
async def show_policy(page: Page, id: str) -> Reply:
    """As it is now, to be changed and tried."""
    return await editor(page, await page.get(f"{API}/{id}"))


@page("/policies/{id:str}/versions", needs=MANAGE, feature=FEATURE)
async def show_versions(page: Page, id: str) -> Reply:
    """All of them, newest first; any can be brought back."""
    policy = await page.get(f"{API}/{id}")
    found = await listed(page, f"{API}/{id}/versions", ())
    return page.show(
        "policies/versions.html",
        policy=policy,
        found=found,
        place_names=dict(await places(page)),
        policy_names=await policy_names(page),
    )


async def editor(page: Page, policy: dict[str, Any] | None, tried: dict[str, Any] | None = None) -> Reply:
    """`tried` is what a dry run has told, shown beside what stands in the form, which still is filled in for the version that was
    opened. Whom the policy has stands first, in its order: a form that is saved as it is changes nothing."""
    offered = await choices(page, policy)
    stored: dict[str, Any] = draft_of(policy, {address for address, _ in offered["people"]}) if policy else NEW
    if not stored["currency"]:
        preset = await only_currency(page)
        stored = {**stored, "currency": preset, "preset": preset}
    draft = typed_draft(page.form) if "name" in page.form else stored
    offered["people"] = with_ticked(_first(offered["people"], stored["approvers"]), draft["approvers"])
    return page.show(
        "policies/edit.html",
        policy=policy,
        etag=page.seen(f'"{policy["policy_version"]}"') if policy else None,
        stored=stored,
        draft=draft,
        tried=tried,
        company_id=page.company_id,
        faults=faults_of_people(page, "approvers", named_people(page.form)),
        **offered,
    )


def _first(people: list[tuple[str, str]], chosen: list[str]) -> list[tuple[str, str]]:
    place = {address: n for n, address in enumerate(chosen)}
    return sorted(people, key=lambda one: place.get(one[0], len(place)))


def asks_policies(page: Page) -> bool:
    """Whether the account does."""
    return page.caller is not None and page.caller.approval_mode == ASKING
