"""Keys and clients: made, replaced and ended. A secret is on the page that answers the form which made it, and on no other: that
page is not gone on from, and what answers the same form again has no secret."""

from typing import Any

from payables.dashboard.pages.people import programs
from payables.dashboard.web.page import DoneBefore, Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

OVERLAPS = (0, 1, 24, 168, 720, 2160)  # hours that an old secret goes on


@page("/integration", needs=Permission.USERS_MANAGE)
async def show_integration(page: Page) -> Reply:
    """What there is, without secrets."""
    return await _shown(page)


@action("/integration/keys", again=show_integration)
async def issue_key(page: Page) -> Reply:
    """A further key of the account."""
    return await _issued(page, "/v1/api-keys", {"label": page.form.text("label")})


@action("/integration/keys/{id:str}/rotate", again=show_integration)
async def rotate_key(page: Page, id: str) -> Reply:
    """The old one goes on for the overlap."""
    return await _issued(page, f"/v1/api-keys/{id}/rotate", _overlap(page))


@action("/integration/keys/{id:str}/revoke", again=show_integration)
async def revoke_key(page: Page, id: str) -> Reply:
    await page.delete(f"/v1/api-keys/{id}")
    return page.go("/integration", said="key_revoked")


@action("/integration/clients", again=show_integration)
async def make_client(page: Page) -> Reply:
    """Of an API user."""
    body = {"user_id": page.form.number("user_id") or 0, "name": page.form.text("name")}
    return await _issued(page, "/v1/oauth-clients", body)


@action("/integration/clients/{id:str}/rotate", again=show_integration)
async def rotate_client(page: Page, id: str) -> Reply:
    """Older secrets go on for the overlap."""
    return await _issued(page, f"/v1/oauth-clients/{id}/rotate", _overlap(page))


@action("/integration/clients/{id:str}/revoke", again=show_integration)
async def revoke_client(page: Page, id: str) -> Reply:
    await page.delete(f"/v1/oauth-clients/{id}")
    return page.go("/integration", said="client_revoked")


@action("/integration/clients/{id:str}/secrets/{secret:str}/revoke", again=show_integration)
async def revoke_secret(page: Page, id: str, secret: str) -> Reply:
    await page.delete(f"/v1/oauth-clients/{id}/secrets/{secret}")
    return page.go("/integration", said="secret_revoked")


async def _issued(page: Page, path: str, body: dict[str, Any]) -> Reply:
    try:
        called = await page.post(path, body)
    except DoneBefore:
        return page.show("integration/once.html", issued=None)
    return page.show("integration/once.html", issued=called.data, base_url=page.settings.base_url)


async def _shown(page: Page) -> Reply:
    credentials = await page.get("/v1/credentials")
    return page.show(
        "integration/show.html",
        keys=_living_first(credentials["api_keys"]),
        clients=sorted(credentials["clients"], key=lambda client: client["revoked_date"] is not None),
        users=await programs(page),
        overlaps=OVERLAPS,
        base_url=page.settings.base_url,
    )


def _living_first(credentials: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(credentials, key=lambda one: one["state"] in ("expired", "revoked"))


def _overlap(page: Page) -> dict[str, Any]:
    return {"overlap_hours": page.form.number_or_text("overlap_hours")}
