"""Who may sign in: links to set a password, sessions, second factors, operators."""

from payables.dashboard.pages.operator.proof import prove_operator
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.visitors import visitor_of

MOST_PEOPLE = 100


@page("/operator/people", operator=True, alone=True)
async def show_people(page: Page) -> Reply:
    """People of all accounts, and operators, so many as a page holds; `search` is a part of the address or an account's key."""
    search = page.query.get("search", "")[:100].lower()
    found = await page.state.operating.people()
    shown = [one for one in found if search in one.email or any(search in key for key in one.accounts)]
    return page.show("operator/people.html", people=shown[:MOST_PEOPLE], count=len(shown), search=search)


@action("/operator/people/invite", again=show_people, operator=True, alone=True)
async def make_link(page: Page) -> Reply:
    """Told on this page only."""
    await prove_operator(page)
    link = await page.state.operating.invite(page.form["email"], visitor_of(page))
    return page.show("operator/link.html", link=link, address=f"{page.settings.base_url}/welcome/{link.text}")


@action("/operator/people/end-sessions", again=show_people, operator=True, alone=True)
async def end_sessions(page: Page) -> Reply:
    """Also one's own."""
    await page.state.operating.end_sessions(page.form["email"], visitor_of(page))
    return page.go("/operator/people", said="person_signed_out")


@action("/operator/people/forget-second-factor", again=show_people, operator=True, alone=True)
async def take_second_factor(page: Page) -> Reply:
    """For who has lost it."""
    await prove_operator(page)
    await page.state.operating.take_second_factor(page.form["email"], visitor_of(page))
    return page.go("/operator/people", said="second_factor_taken")


@action("/operator/people/operator", again=show_people, operator=True, alone=True)
async def put_operator(page: Page) -> Reply:
    """`yes` makes somebody an operator, nothing takes it back."""
    await prove_operator(page)
    wanted = page.form.checked("yes")
    await page.state.operating.name_operator(page.form["email"], visitor_of(page), is_operator=wanted)
    return page.go("/operator/people", said="operator_on" if wanted else "operator_off")
