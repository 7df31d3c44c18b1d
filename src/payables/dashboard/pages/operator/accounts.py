"""Accounts and what is in them: companies, locations, groups, features, people, API users."""

from payables.access.model import ROLE_NAMES
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Feature

LONGEST_SEARCH = 100
YAML = b"application/yaml; charset=utf-8"


@page("/operator/accounts", operator=True, alone=True)
async def show_accounts(page: Page) -> Reply:
    """By key; `search` is a part of key or name."""
    search = page.query.get("search", "").replace("\0", "")[:LONGEST_SEARCH]
    return page.show("operator/accounts.html", accounts=await page.state.operating.accounts(search), search=search)


@page("/operator/accounts/{key:str}", operator=True, alone=True)
async def show_account(page: Page, key: str) -> Reply:
    """Raises NoSuchAccount."""
    account = await page.state.operating.account(_clean(key))
    return page.show("operator/account.html", account=account, roles=ROLE_NAMES, all_features=list(Feature))


@page("/operator/accounts/{key:str}/org.yaml", operator=True, alone=True)
async def get_org_file(page: Page, key: str) -> Reply:
    """The account as an org file, to be kept or changed. Raises NoSuchAccount."""
    account = await page.state.operating.account(_clean(key))
    name = f'attachment; filename="{account.key}.yaml"'.encode()
    return Reply(200, [(b"content-type", YAML), (b"content-disposition", name)], account.text.encode())


def _clean(key: str) -> str:
    """PostgreSQL stores no NUL, and so has none to find."""
    return key.replace("\0", "")
