"""Setting a password with a one-time link."""

from payables.access.actions.read_link import whose_link
from payables.access.actions.set_password import set_password
from payables.dashboard.pages.sign_in.enter import go_on
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.visitors import secret_of, visitor_of
from payables.kit.errors import FieldError, InvalidFields


@page("/welcome/{link:str}", open_to_all=True)
async def show_welcome(page: Page, link: str) -> Reply:
    """Whose password it sets. Looking at it does not use it up."""
    email = await whose_link(page.state.database, page.connection, page.state.mint, link)
    return page.show("sign_in/welcome.html", email=email)


@action("/welcome/{link:str}", again=show_welcome, open_to_all=True, alone=True)
async def use_link(page: Page, link: str) -> Reply:
    """The password, twice."""
    password = new_password(page)
    opened = await set_password(
        page.state.database,
        page.state.mint,
        link=link,
        password=password,
        visitor=visitor_of(page),
        instead_of=secret_of(page),
    )
    return await go_on(page, opened)


def new_password(page: Page) -> str:
    """Typed twice alike. Raises InvalidFields."""
    password = page.form.raw("password")
    if password != page.form.raw("repeat"):
        raise InvalidFields([FieldError("repeat", text("sign_in.repeat_fault"), "not_repeated")])
    return password
