"""People who sign in: their sessions, where they come from, and what a step of signing in leads to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from payables.access.model import Person
from payables.platform.caller import Caller
from payables.platform.limits import Plan

IDLE_END = timedelta(hours=12)  # a session that nobody used for so long is over
SESSION_END = timedelta(days=14)  # and any session after so long
CODE_END = timedelta(minutes=10)  # how long a right password waits for its second factor
SEEN_EVERY = timedelta(minutes=1)  # how exactly a session remembers when it was last used
LINK_END = timedelta(hours=72)  # how long a link to set a password can be used


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where an attempt comes from: an address, and what the browser says of itself."""

    source: str
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A person who is signed in, with the rights of this moment.

    `caller`, `plan` and `person` are None while no account is chosen, where the person is no longer active in it, and while
    the second factor is owed. `company_id` narrows what pages show; None is every company that the person sees.
    `accounts` counts those that the login may enter.
    """

    id: UUID
    login_id: UUID
    email: str
    is_operator: bool
    second_factor_pending: bool
    form_token: str
    account_id: UUID | None
    account_name: str
    company_id: int | None
    accounts: int
    caller: Caller | None
    plan: Plan | None
    person: Person | None
    role: str
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class NewSession:
    """The secret of a new session, for a cookie; it is never stored. With `second_factor_pending` it is good for nothing
    but showing a code."""

    secret: str
    ends_at: datetime
    second_factor_pending: bool = False


def cookie_name(env: str, *, secure: bool) -> str:
    """Cookies know no port: the two environments of one machine must not read each other's. Over TLS the browser itself
    refuses to let another host or path set it."""
    return f"{'__Host-' if secure else ''}payables_{env}_session"
