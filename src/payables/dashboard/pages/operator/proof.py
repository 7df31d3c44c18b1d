"""What opens accounts to others is done by an operator who types their password once more: an open browser is not enough."""

from payables.access.actions.prove_password import prove_password
from payables.dashboard.web.page import Page
from payables.dashboard.web.visitors import visitor_of

FIELD = "_password"  # by its first character it is kept out of what a form carries through a sign-in


async def prove_operator(page: Page) -> None:
    """Of an `alone` action, since it waits while a password is hashed. Raises WrongOwnPassword, TooManyAttempts."""
    assert page.session
    state = page.state
    await prove_password(state.database, state.mint, page.session, page.form.raw(FIELD), visitor_of(page))
