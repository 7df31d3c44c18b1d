"""Which account, and which company of it."""

from payables.access.actions.choose_account import choose_account
from payables.access.actions.choose_company import choose_company
from payables.access.actions.list_enterable import list_enterable
from payables.access.errors import NotYourAccount
from payables.dashboard.pages.places import companies_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.visitors import visitor_of
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid


@page("/switch", without_account=True)
async def show_switch(page: Page) -> Reply:
    """The accounts that the person may enter, and the companies that they see in the present one."""
    assert page.session
    accounts = await list_enterable(page.state.database, page.connection, page.session)
    return page.show("switch/show.html", accounts=accounts, companies=await _companies(page))


@action("/switch/account", again=show_switch, without_account=True)
async def put_account(page: Page) -> Reply:
    """Enter another account. Raises NotYourAccount."""
    assert page.session
    wanted = parse_uuid(page.form["account"])
    if wanted is None:
        raise NotYourAccount
    await choose_account(page.state.database, page.connection, page.session, wanted, visitor_of(page))
    return page.go("/", said="account_chosen")


@action("/switch/company", again=show_switch)
async def put_company(page: Page) -> Reply:
    """Show one company, or all with an empty field. Raises NotFound and OutOfScope."""
    assert page.session and page.calls
    company = page.form.number("company")
    if page.form["company"] and company is None:
        raise NotFound(what="company")
    database, calls = page.state.database, page.calls
    await choose_company(database, calls.tx, calls.caller, page.session, company)
    return page.go("/", said="company_chosen")


async def _companies(page: Page) -> list[tuple[int, str]]:
    """Ids and names; none without an account."""
    if page.calls is None:
        return []
    return [(id, one["name"]) for id, one in (await companies_of(page)).items()]
